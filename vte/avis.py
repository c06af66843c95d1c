"""What people say of an answer: was it useful, and why not. One row for each thing spoken of.

Its text is masked before it is stored; all of it goes with the conversation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte.dated_store import dated_store
from vte.donnees_personnelles import masquer
from vte.effacement import PERSONNE, register
from vte.journal import ecrire_de
from vte.schemas.tracker import METADATA

VERDICT = "verdict"  # what is spoken of, beside messages by their id
_DU_MESSAGE = f"{VERDICT}:"  # then the message whose answer it was in force after
# As the contract names them, and as staff read them.
MOTIFS = {
    "wrong_facts": "faits faux",
    "unclear": "pas clair",
    "not_my_case": "pas mon cas",
    "too_long": "trop long",
    "other": "autre raison",
}
TEXTE_MAX = 300  # characters
AVIS = sa.Table(
    "avis",
    METADATA,
    sa.Column("session", sa.String(255), primary_key=True, info=PERSONNE),
    sa.Column("sujet", sa.String(96), primary_key=True),
    sa.Column("utile", sa.Boolean, nullable=False),
    sa.Column("motif", sa.String(16)),
    sa.Column("texte", sa.Text),
    sa.Column("le", sa.String(32), nullable=False, index=True),
)


@dataclass(frozen=True)
class Avis:
    """`sujet`: a message's id, or `le_verdict` of one; `motif`: one of MOTIFS; `le`: ISO, UTC."""

    session: str
    sujet: str
    utile: bool
    motif: str | None = None
    texte: str | None = None
    le: str = ""

    @property
    def du_verdict(self) -> bool:
        return self.sujet == VERDICT or self.sujet.startswith(_DU_MESSAGE)

    @property
    def message(self) -> str:
        """The person's message whose answer is spoken of; "" where it is not known."""
        if self.du_verdict:
            return self.sujet.removeprefix(VERDICT).removeprefix(":")
        return self.sujet.rpartition(".")[0]

    @property
    def motif_dit(self) -> str:
        return MOTIFS.get(self.motif or "", "")


def le_verdict(message_id: str) -> str:
    """The `sujet` that is the verdict in force after this message of the person."""
    return f"{_DU_MESSAGE}{message_id}"


class LesAvis:
    """`moteur`: of the database of VTE_SUIVI, up to date (vte.journal.ouvrir)."""

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    def noter(self, avis: Avis) -> None:
        """Keeps it, its text masked, instead of what was said of the same before.

        Errors: ConversationClose, SQLAlchemyError.
        """
        texte = masquer(avis.texte) if avis.texte else None
        ligne = {
            "session": avis.session,
            "sujet": avis.sujet,
            "utile": avis.utile,
            "motif": avis.motif,
            "texte": texte,
            "le": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        le_meme = (AVIS.c.session == avis.session, AVIS.c.sujet == avis.sujet)
        with ecrire_de(self._moteur, avis.session) as lien:
            lien.execute(sa.delete(AVIS).where(*le_meme))
            lien.execute(sa.insert(AVIS), [ligne])

    def de(self, session: str) -> list[Avis]:
        """Those of a conversation, the oldest first."""
        return self._lire(AVIS.c.session == session)

    def des(self, sessions: Collection[str]) -> list[Avis]:
        """The same, of several conversations; no more than a query may name."""
        return self._lire(AVIS.c.session.in_(list(sessions)))

    def depuis(self, moment: datetime) -> list[Avis]:
        """Those given or changed since then, the oldest first."""
        return self._lire(AVIS.c.le >= moment.astimezone(UTC).isoformat(timespec="seconds"))

    def _lire(self, lesquels: sa.sql.ColumnElement[bool]) -> list[Avis]:
        requete = sa.select(AVIS).where(lesquels).order_by(AVIS.c.le, AVIS.c.sujet)
        with self._moteur.connect() as lien:
            return [Avis(**ligne) for ligne in lien.execute(requete).mappings()]


register(dated_store("avis", AVIS))
