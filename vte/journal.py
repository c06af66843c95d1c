"""The channels' tables, seen without the channels, and how they are erased.

They lie beside the tracker's, in the database of VTE_SUIVI. bot/channels writes them
(shared/journal.py, messengers/common/inbox.py); any process erases them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import WAIT, url_of
from vte.effacement import PERSONNE, Store, database, delete, register, reste
from vte.erreurs import ConversationClose
from vte.ouvriers import OUVRIERS, maintenant, morts_ou_partis
from vte.pseudonymes import pseudonyme
from vte.reglages import SUIVI
from vte.schemas.tracker import METADATA, open_tracker, prepare
from vte.suivi import verrouiller

EXCHANGES = sa.Table(
    "echanges",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(64), nullable=False, index=True, info=PERSONNE),
    sa.Column("message_id", sa.String(64), nullable=False),
    sa.Column("le", sa.String(32), nullable=False),
    sa.Column("dit", sa.Text, nullable=False),
    sa.Column("reponse", sa.Text, nullable=False),
    sa.UniqueConstraint("session", "message_id"),
)
CLOSED_SESSIONS = sa.Table(
    "sessions_closes", METADATA, sa.Column("session", sa.String(64), primary_key=True)
)
# Of a message in the inbox, its `etat`: it waits; it was answered; its answer could not be sent,
# waits until the person writes again, or found nobody who takes it.
RECEIVED, HANDLED, LOST = "recu", "traite", "perdu"
CLOSED, UNREACHABLE = "hors_delai", "injoignable"
INBOX = sa.Table(
    "recus",
    METADATA,
    sa.Column("canal", sa.String(32), primary_key=True, info=reste("the name of a messenger")),
    # Kept after an erasure, so that the message is not taken again when it is sent again.
    sa.Column("id", sa.String(255), primary_key=True, info=reste("the platform's id")),
    sa.Column("le", sa.String(32), nullable=False, index=True, info=reste("a date")),
    sa.Column("etat", sa.String(16), nullable=False, index=True, info=reste("one of five")),
    sa.Column("envoyes", sa.Integer, nullable=False),
    sa.Column("entrant", sa.Text, info=PERSONNE),  # None once handled; holds the address
    sa.Column("motif", sa.Text),  # why the answer could not be sent: codes, never a text
    # None once handled, unless an answer waits for this person.
    sa.Column("personne", sa.String(255), index=True, info=PERSONNE),
    # The first of those that are answered as one; None: not begun, or by itself.
    sa.Column("lot", sa.String(255), info=reste("the platform's id of another message")),
)
SILENT = 86_400.0  # seconds for which a worker that was killed is still told of
# Which worker (vte/ouvriers.py) serves which person of a messenger, while something waits.
CLAIMS = sa.Table(
    "prises",
    METADATA,
    sa.Column("personne", sa.String(255), primary_key=True, info=PERSONNE),
    sa.Column("ouvrier", sa.String(128), nullable=False, info=reste("a machine and its port")),
)
TEMPLATES = sa.Table(
    "modeles",
    METADATA,
    sa.Column("choix", sa.String(32), primary_key=True),
    sa.Column("sid", sa.String(64), nullable=False),
)


def ouvrir(url: str | None = None, wait: float = WAIT) -> Engine:
    """The database of these tables, VTE_SUIVI unless `url` is given; up to date.

    `wait`: seconds for which another's lock is waited for.
    """
    return open_tracker(url, wait)


@contextmanager
def ecrire_de(moteur: Engine, personne: str) -> Iterator[Connection]:
    """One transaction that writes something of this person, which no erasure crosses.

    Under the person's lock, for which an erasure waits; where one has passed, their conversation
    is closed or gone. Errors: ConversationClose, OperationalError.
    """
    with moteur.connect() as lien:
        if lien.dialect.name == "sqlite":
            lien.exec_driver_sql("BEGIN IMMEDIATE")
        verrouiller(lien, personne)
        closes = sa.select(CLOSED_SESSIONS).where(CLOSED_SESSIONS.c.session == personne)
        dites = sa.select(EXCHANGES.c.id).where(EXCHANGES.c.session == personne).limit(1)
        if lien.execute(closes).first() or not lien.execute(dites).first():
            raise ConversationClose
        yield lien
        lien.commit()


_DONE = {"etat": HANDLED, "entrant": None, "motif": None, "personne": None}


def _erase(personnes: Collection[str]) -> int:
    """What these people said, what they were answered, and what waits from them in the inbox."""
    with database(url_of(SUIVI.lire()), prepare) as lien:
        for canal, identifiant in list(_waiting(lien, personnes)):
            lien.execute(
                sa.update(INBOX)
                .where(INBOX.c.canal == canal, INBOX.c.id == identifiant)
                .values(**_DONE)
            )
        theirs = INBOX.c.personne.in_(list(personnes))  # an answer waits there for them
        lien.execute(sa.update(INBOX).where(theirs).values(**_DONE))
        delete(lien, CLAIMS, CLAIMS.c.personne.in_(list(personnes)))
        return delete(lien, EXCHANGES, EXCHANGES.c.session.in_(list(personnes)))


def answer_nothing_old(lien: Connection) -> None:
    """After a restore: what waited when the backup was made has been answered since, or is old."""
    waits = sa.or_(INBOX.c.entrant.is_not(None), INBOX.c.etat == CLOSED)
    lien.execute(sa.update(INBOX).where(waits).values(**_DONE))
    lien.execute(sa.delete(CLAIMS))


def _waiting(lien: Connection, personnes: Collection[str]) -> Iterator[tuple[str, str]]:
    """(channel, id) of each message of theirs whose text the inbox still holds."""
    for ligne in lien.execute(sa.select(INBOX).where(INBOX.c.entrant.is_not(None))):
        if pseudonyme(ligne.canal, json.loads(ligne.entrant)["adresse"]) in personnes:
            yield ligne.canal, ligne.id


def _purge(avant: datetime) -> int:
    limite = avant.astimezone(UTC).isoformat(timespec="seconds")
    with database(url_of(SUIVI.lire()), prepare) as lien:
        delete(lien, INBOX, INBOX.c.le < limite)
        _forget_the_dead(lien)
        return delete(lien, EXCHANGES, EXCHANGES.c.le < limite)


def _forget_the_dead(lien: Connection) -> None:
    """Workers that have been silent for a day, and whom any that is dead or gone was serving."""
    silent = OUVRIERS.c.vu < maintenant(lien) - SILENT
    delete(lien, OUVRIERS, silent)
    delete(lien, CLAIMS, morts_ou_partis(lien, CLAIMS.c.ouvrier))


register(
    Store(
        "journal",
        frozenset({EXCHANGES.name, INBOX.name, CLAIMS.name}),
        _erase,
        _purge,
        impersonal={
            CLOSED_SESSIONS.name: "random ids of erased conversations, which must stay closed",
            "ouvriers": "machines, ports and versions",
            "annonces": "what staff tell everybody, and the name of who wrote it",
            TEMPLATES.name: "digests of the choices that WhatsApp offers, and Twilio's ids of them",
        },
    )
)
