"""The tables of the relays, in the database of VTE_SUIVI, and how they are erased.

All of it goes with the conversation, and when it is as old as conversations may be.
"""

from __future__ import annotations

import sqlalchemy as sa

from vte.dated_store import dated_store
from vte.effacement import PERSONNE, register, reste
from vte.schemas.tracker import METADATA

# Of a word, its `etat`: TARDIVE until the person writes again.
EN_ATTENTE, REMISE, PERDUE, TARDIVE = "attente", "remise", "perdue", "tardive"
STAFF, BOT = "staff", "bot"  # of a word, its `auteur`

RELAIS = sa.Table(
    "relais",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(255), nullable=False, index=True, info=PERSONNE),
    sa.Column("canal", sa.String(32), nullable=False, info=reste("the name of a channel")),
    sa.Column("ouvert_par", sa.String(150), nullable=False, info=reste("a member of staff")),
    sa.Column("ouvert_le", sa.String(32), nullable=False, info=reste("a date")),
    # Of the last word.
    sa.Column("le", sa.String(32), nullable=False, index=True, info=reste("a date")),
    # The person was told, since the last word of staff, that somebody reads them.
    sa.Column("prevenu", sa.Boolean, nullable=False),
    sa.Column("clos_le", sa.String(32), index=True, info=reste("a date")),
    sa.Column("clos_par", sa.String(16), info=reste("one of four")),
    sqlite_autoincrement=True,
)
PAROLES = sa.Table(
    "paroles",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(255), nullable=False, index=True, info=PERSONNE),
    sa.Column("canal", sa.String(32), nullable=False, info=reste("the name of a channel")),
    sa.Column("le", sa.String(32), nullable=False, index=True),
    sa.Column("auteur", sa.String(8), nullable=False, info=reste("one of two")),
    sa.Column("qui", sa.String(150), info=reste("a member of staff")),
    sa.Column("texte", sa.Text, nullable=False),
    sa.Column("propose", sa.Boolean, nullable=False),  # to go on with the assistant
    # The last exchange before it: where it stands in the history.
    sa.Column("apres", sa.Integer, nullable=False),
    sa.Column("etat", sa.String(8), nullable=False, index=True, info=reste("one of four")),
    sa.Column("envoyes", sa.Integer, nullable=False),
    sa.Column("motif", sa.String(200)),  # why it could not be sent: codes, never a text
    # A number is given once: who waits for news looks after the last one seen.
    sqlite_autoincrement=True,
)
# How a messenger reaches a person, encrypted, while somebody of the staff may have to.
ADRESSES = sa.Table(
    "adresses",
    METADATA,
    sa.Column("session", sa.String(255), primary_key=True, info=PERSONNE),
    sa.Column("canal", sa.String(32), nullable=False, info=reste("the name of a channel")),
    sa.Column("adresse", sa.Text, nullable=False),
    sa.Column("demande", sa.Boolean, nullable=False),  # a request of theirs is open
    sa.Column("le", sa.String(32), nullable=False, index=True),
)

for _table in (RELAIS, PAROLES, ADRESSES):
    register(dated_store(_table.name, _table))
