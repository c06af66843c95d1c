"""What the console asks and does of relays (vte/relais), in the tracker's database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from sqlalchemy.exc import SQLAlchemyError

from console.models import Conversation
from vte.reglages import DUREE_SESSION
from vte.relais import LesRelais, Ligne, Relais, adresses, fil
from vte.relais.relais import WEB, fin_de
from vte.relais.sorts import en_mots
from vte.relais.tables import PAROLES, PERDUE, STAFF, TARDIVE
from vte.suivi import ouvert

logger = logging.getLogger(__name__)
ABSENTE = "La base des conversations ne répond pas : réessayez dans un moment."


def dire_absente(requete: HttpRequest, erreur: SQLAlchemyError, phrase: str = ABSENTE) -> None:
    """Whoever asked reads that a database does not answer, the tracker's; the log has why."""
    logger.warning("A database could not be reached (%s).", type(erreur).__name__)
    if not getattr(requete, "absente_dite", False):  # once a page
        messages.error(requete, phrase)
        requete.absente_dite = True


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
        """What became of a word that a messenger is to bring; empty once it has."""
        return en_mots(self.ligne.etat, self.ligne.motif)


@dataclass(frozen=True)
class Echange:
    """`relais`: the one that is open, or None; `joignable`: what is written now reaches them;
    `fermee_depuis`: since when their messenger takes nothing more for them, where it does not;
    `session_finie`: on the web nobody comes back to it, nothing would be read.
    """

    conversation: Conversation
    relais: Relais | None
    dits: list[Dit]
    joignable: bool
    fermee_depuis: datetime | None = None
    session_finie: bool = False


@contextmanager
def les_relais() -> Iterator[LesRelais]:
    with ouvert() as moteur:
        yield LesRelais(moteur)


def adresse_sur(personne: str, canal: str) -> tuple[bool, datetime | None]:
    """Whether this messenger's address of the person is kept; since when it takes nothing more for
    them (vte/fenetres.py), where it does not. Error: SQLAlchemyError.
    """
    with ouvert() as moteur, moteur.connect() as lien:
        connue, fin = adresses.connue(lien, personne), fin_de(lien, personne, canal)
    return connue, fin if fin is not None and fin < timezone.now() else None


def non_remis() -> list[int]:
    """The words of staff that their person has not, and a messenger does not bring: refused, too
    late, or waiting for more than a day until the person writes. Error: SQLAlchemyError.
    """
    hier = (timezone.now() - timedelta(days=1)).astimezone(UTC).isoformat(timespec="seconds")
    attend = sa.and_(PAROLES.c.etat == TARDIVE, PAROLES.c.le < hier)
    perdues = sa.or_(PAROLES.c.etat == PERDUE, attend)
    with ouvert() as moteur, moteur.connect() as lien:
        requete = sa.select(PAROLES.c.id).where(PAROLES.c.auteur == STAFF, perdues)
        return list(lien.execute(requete).scalars())


def fin_de_session(personne: str) -> datetime | None:
    """On the web, when nobody comes back to what was said to this person: a session is as old as
    its first message, whatever conversations it was cut into. None: nothing is known of them.
    """
    debuts = Conversation.objects.filter(personne=personne).order_by("premier")
    debut: datetime | None = debuts.values_list("debut", flat=True).first()
    return None if debut is None else debut + DUREE_SESSION.lire()


def session_finie(conversation: Conversation) -> bool:
    fin = fin_de_session(conversation.personne) if conversation.canal == WEB else None
    return fin is not None and fin < timezone.now()


def echange(conversation: Conversation) -> Echange:
    """What stands of the person's relays. Error: SQLAlchemyError."""
    with ouvert() as moteur:
        relais, personne = LesRelais(moteur), conversation.personne
        tenu = relais.tenu(personne)
        dits = [Dit(ligne) for ligne in fil(moteur, personne)]
        joignable = tenu is None or relais.joignable(tenu)
        fin = relais.fin(tenu) if tenu is not None else None
    fermee_depuis = fin if fin is not None and fin < timezone.now() else None
    finie = session_finie(conversation)
    return Echange(conversation, tenu, dits, joignable, fermee_depuis, finie)
