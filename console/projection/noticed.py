"""What the figures count in a conversation, from its turns: read (records) or stored (models).

Pure. The same turns, always the same counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from console.models.constats import Genre
from console.projection.recruitment import autre_chose, autre_recrutement
from vte.donnees_personnelles import masquer

MOTS_MAX = 140  # characters of the first words, and of the last answer
_LUS_MAX = 400  # characters of which they are taken, and masked whole
# What asks for nothing that could be answered.
_POLITESSES = {
    *("saluer", "remercier", "au_revoir", "affirmer", "nier", "ne_sait_pas", "complimenter"),
    *("prendre_des_nouvelles", "insulter", "hors_sujet", "patienter", "arreter"),
    *("revenir_plus_tard", "continuer", "informer", "nlu_fallback", ""),
}


class LeTour(Protocol):
    """What is needed of a turn (models.Tour, records.TourLu)."""

    texte: str
    bouton: bool
    intention: str
    faits: list[dict[str, Any]]
    changements: list[dict[str, Any]]
    reponses: list[dict[str, Any]]
    posee: str
    repondue: bool
    question: str
    compris: bool


def constats(tours: Sequence[LeTour]) -> Counter[tuple[str, str]]:
    """How often each (genre, key) is there; a question that was put, or answered, once."""
    posees = {(str(Genre.POSEE), t.question) for t in tours if t.question}
    repondues = {(str(Genre.REPONDUE), t.posee) for t in tours if t.repondue and t.posee}
    return Counter(posees | repondues) + faits(tours)


def faits(tours: Iterable[LeTour]) -> Counter[tuple[str, str]]:
    """Facts taken from words, and those corrected later.

    Taken: the turn read it in words that the person wrote, and put it in the dossier. Corrected:
    the person said later something else, or that it is not so, of the same recruitment. A date of
    which only the year was said, then said whole, is no correction.
    """
    comptes: Counter[tuple[str, str]] = Counter()
    pris: dict[str, Mapping[str, Any]] = {}
    for tour in tours:
        lus = {} if tour.bouton else {f["cle"]: f for f in tour.faits}
        if autre_recrutement(tour):
            pris.clear()
        for cle, apres in _changes(tour).items():
            avant = pris.pop(cle, None)
            if avant is not None and not _rien_contre(tour, avant, apres):
                comptes[str(Genre.CORRIGE), cle] += 1
            if apres is not None and cle in lus:
                comptes[str(Genre.PRIS), cle] += 1
                pris[cle] = {**lus[cle], "valeur": apres}
    return comptes


def _changes(tour: LeTour) -> dict[str, Any]:
    """What the turn made of each key, however many steps it took; nothing of those it left."""
    avant: dict[str, Any] = {}
    apres: dict[str, Any] = {}
    for changement in tour.changements:
        avant.setdefault(changement["cle"], changement["avant"])
        apres[changement["cle"]] = changement["apres"]
    return {cle: valeur for cle, valeur in apres.items() if valeur != avant[cle]}


def _rien_contre(tour: LeTour, pris: Mapping[str, Any], apres: Any) -> bool:
    """Whether the new value says nothing against the one that was taken."""
    precise = bool(pris.get("a_l_annee")) and str(apres)[:4] == str(pris["valeur"])[:4]
    return precise or autre_chose(tour)


def ecrits(tours: Iterable[LeTour]) -> tuple[int, int]:
    """How many messages were written, by no button, and how many of them not understood."""
    siens = [tour for tour in tours if not tour.bouton]
    return len(siens), sum(not tour.compris for tour in siens)


def informee(tours: Iterable[LeTour]) -> bool:
    """Whether the assistant answered something that it was asked."""
    return any(t.compris and t.reponses and t.intention not in _POLITESSES for t in tours)


def premiers_mots(tours: Sequence[LeTour]) -> str:
    """The first words that the person wrote, else the first button that they pressed; masked."""
    dits = [t.texte for t in tours if t.texte and not t.bouton] or [t.texte for t in tours]
    return _court(dits[0]) if dits else ""


def derniers_mots(tours: Sequence[LeTour]) -> str:
    """The last thing that the assistant answered, masked."""
    dites = (str(r.get("texte") or "") for t in reversed(tours) for r in reversed(t.reponses))
    return _court(next((texte for texte in dites if texte), ""))


@lru_cache(maxsize=2048)  # the assistant's sentences come again and again
def _court(texte: str) -> str:
    dit = " ".join(masquer(texte[:_LUS_MAX]).split())
    return dit if len(dit) <= MOTS_MAX else dit[:MOTS_MAX].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
