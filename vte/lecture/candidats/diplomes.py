"""Diplomas and levels that a message names, as bac+N."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import entier
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.texte import Texte

_ENTREES: dict[str, dict[str, Any]] = {f"d{i}": e for i, e in enumerate(lexique("diplomes"))}
_RANGS = {
    "{rang1}": r"(?:1e?re?|premiere)",
    "{rang2}": r"(?:2e?(?:me|nde?)?|deuxieme|seconde|derniere)",
}


def _motif(entree: dict[str, Any]) -> str:
    motif = ou(entree["motifs"])
    for nom, rang in _RANGS.items():
        motif = motif.replace(nom, rang)
    return motif


_MOTIF = re.compile(DEBUT + ou(f"(?P<{d}>{_motif(e)})" for d, e in _ENTREES.items()) + FIN)
_CADRE = {3: -1, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}  # the French framework of 2019
_ROMAIN = {"v": -1, "iv": 0, "iii": 2, "ii": 3, "i": 5}  # the one before
# « bac+2/3 », « bac +4 ou 5 »: the level after, which has no « bac » of its own.
_SUITE = re.compile(
    r"\s*(?:/|ou|a|et|-)\s*(?P<plus>\+?)\s*(?P<n>[1-8])(?![\w/])(?!\s*(?:ans?|mois)\b)"
)
_RIEN = re.compile(
    r"\W*(?P<n>aucune?|rien|neant|zero)\b(?=\W*$|\s*[,.;!:(]|\s+(?:pour|du tout|encore))"
)
_PLUS = re.compile(r"\W*(?:c'est |niveau )?(?:un )?(?P<n>\+\s?[0-8])(?!\w)")
# « BUT », in capitals in a sentence that is not: the diploma, whatever stands around it.
_BUT = re.compile(r"(?<!\w)BUT(?!\w)")


def diplomes(texte: Texte) -> Iterator[Candidat]:
    """Each diploma that is named, where it is."""
    trouves = [c for m in _MOTIF.finditer(texte.plat) for c in _nommes(texte.plat, m)]
    yield from trouves
    yield from _en_capitales(texte.brut, trouves)
    if texte.question in ("niveau_obtenu", "niveau_prepare"):
        yield from _en_reponse(texte.plat)


def _nommes(plat: str, m: re.Match[str]) -> Iterator[Candidat]:
    entree = _ENTREES[m.lastgroup or ""]
    niveau = entree["niveau"] if "niveau" in entree else _niveau(m)
    yield _candidat(m.span(), niveau, entree["forme"], entree.get("obtenu", niveau))
    if entree["forme"] == "bac_plus" and (suite := _SUITE.match(plat, m.end())):
        yield _candidat(suite.span("n"), int(suite["n"]), "bac_plus")


def _en_capitales(brut: str, trouves: list[Candidat]) -> Iterator[Candidat]:
    if brut.isupper() and len(brut) > 20:
        return
    for m in _BUT.finditer(brut):
        if not any(c.debut <= m.start() < c.fin for c in trouves):
            yield _candidat(m.span(), 3, "but")


def _en_reponse(plat: str) -> Iterator[Candidat]:
    """« aucun », « +5 »: levels only because the level is asked."""
    if m := _RIEN.match(plat):
        yield _candidat(m.span("n"), -1, "sans_diplome")
    elif m := _PLUS.match(plat):
        yield _candidat(m.span("n"), int(m["n"][-1]), "bac_plus")


def _niveau(m: re.Match[str]) -> int:
    if bac := m["bac"] or m["bac2"]:
        return entier(bac) or 0
    if cadre := m["cadre"] or m["cadre2"]:
        return _CADRE[int(cadre)]
    return _ROMAIN[m["romain"]]


def _candidat(
    place: tuple[int, int], niveau: int, forme: str, obtenu: int | None = None
) -> Candidat:
    """`obtenu`: what is held, when it is not `niveau` itself; below bac+1 nothing is prepared."""
    valeurs = {"niveau_obtenu": niveau if obtenu is None else obtenu}
    if niveau > 0:
        valeurs["niveau_prepare"] = niveau
    return Candidat("diplome", *place, valeurs, forme)
