"""What the console asks and does of relays (vte/relais), in the tracker's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from console.models import Conversation
from vte.mots import ESPACE
from vte.reglages import DUREE_SESSION
from vte.relais import LesRelais, Ligne, Relais, fil
from vte.relais.relais import WEB
from vte.relais.tables import EN_ATTENTE, PERDUE, STAFF
from vte.suivi import ouvrir

ABSENTE = "La base des conversations ne répond pas : réessayez dans un moment."


def sort(etat: str, motif: str | None) -> str:
    """What became of a word that a messenger is to bring; empty once it has."""
    if etat == EN_ATTENTE:
        return "pas encore remis"
    return f"non remis{f'{ESPACE}: {motif}' if motif else ''}" if etat == PERDUE else ""


@dataclass(frozen=True)
class Dit:
    """One thing that was said, as staff read it."""

    ligne: Ligne

    @property
    def le(self) -> datetime:
        return datetime.fromisoformat(self.ligne.le)

    @property
    def qui(self) -> str:
        if self.ligne.auteur == STAFF:
            return str(self.ligne.qui)
        return "la personne" if self.ligne.auteur == "user" else "l'assistant"

    @property
    def sort(self) -> str:
        return sort(self.ligne.etat, self.ligne.motif)


@dataclass(frozen=True)
class Echange:
    """`relais`: the one that is open, or None; `joignable`: what is written now reaches them."""

    conversation: Conversation
    relais: Relais | None
    dits: list[Dit]
    joignable: bool

    @property
    def session_finie(self) -> bool:
        """On the web nobody comes back to a session that is over: nothing would be read."""
        fin = self.conversation.debut + DUREE_SESSION.lire()
        return self.conversation.canal == WEB and fin < timezone.now()


@contextmanager
def les_relais() -> Iterator[LesRelais]:
    moteur = ouvrir()
    try:
        yield LesRelais(moteur)
    finally:
        moteur.dispose()


def echange(conversation: Conversation) -> Echange:
    """What stands of the person's relays. Error: SQLAlchemyError."""
    moteur = ouvrir()
    try:
        relais, personne = LesRelais(moteur), conversation.personne
        tenu = relais.tenu(personne)
        dits = [Dit(ligne) for ligne in fil(moteur, personne)]
        joignable = tenu is None or relais.joignable(tenu)
    finally:
        moteur.dispose()
    return Echange(conversation, tenu, dits, joignable)
