"""Diplomas and levels that a message names, as bac+N."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import entier
from vte.lecture.candidats.lexique import lexique, ou
from vte.lecture.candidats.texte import Texte

_ENTREES: list[dict[str, Any]] = lexique("diplomes")
_MOTIF = re.compile(
    r"(?<!\w)"
    + ou(f"(?P<d{i}>{ou(entree['motifs'])})" for i, entree in enumerate(_ENTREES))
    + r"(?!\w)"
)
_CADRE = {3: -1, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}  # the French framework of 2019
_ROMAIN = {"v": -1, "iv": 0, "iii": 2, "ii": 3, "i": 5}  # the one before
# « bac+2/3 », « bac +4 ou 5 »: the level after, that has no « bac » of its own.
_SUITE = re.compile(r"\s*(?:/|ou|a|et|-)\s*(?:bac)?\s*(?P<plus>\+?)\s*(?P<n>[1-8])(?![\w/])")
_RIEN = re.compile(r"\W*(?P<n>aucune?|rien|neant|nan|non aucun|zero)\b(?: pour l'instant)?\W*$")
_PLUS_SEUL = re.compile(r"\W*(?:c'est )?(?:un )?(?P<n>\+\s?[0-8])(?!\w)")
# « BUT », in capitals in a sentence that is not: the diploma, whatever stands around it.
_BUT = re.compile(r"(?<!\w)BUT(?!\w)")


def diplomes(texte: Texte) -> Iterator[Candidat]:
    """Each diploma that is named, where it is."""
    trouves = list(_nommes(texte))
    yield from trouves
    yield from _en_capitales(texte, trouves)
    if texte.question in ("niveau_obtenu", "niveau_prepare"):
        yield from _en_reponse(texte.plat)


def _nommes(texte: Texte) -> Iterator[Candidat]:
    for m in _MOTIF.finditer(texte.plat):
        entree = next(e for i, e in enumerate(_ENTREES) if m[f"d{i}"] is not None)
        niveau = entree["niveau"] if "niveau" in entree else _niveau(m)
        yield _candidat(m.start(), m.end(), niveau, entree["forme"], entree.get("obtenu", niveau))
        if entree["forme"] == "bac_plus" and (s := _SUITE.match(texte.plat, m.end())):
            yield _candidat(s.start("n"), s.end("n"), int(s["n"]), "bac_plus")


def _en_capitales(texte: Texte, trouves: list[Candidat]) -> Iterator[Candidat]:
    if texte.brut.isupper() and len(texte.brut) > 20:
        return
    pris = {c.debut for c in trouves}
    for m in _BUT.finditer(texte.brut):
        if not any(c.debut <= m.start() < c.fin for c in trouves) and m.start() not in pris:
            yield _candidat(m.start(), m.end(), 3, "but")


def _en_reponse(plat: str) -> Iterator[Candidat]:
    """« aucun », « +5 »: levels only because the level is asked."""
    if m := _RIEN.match(plat):
        yield _candidat(m.start("n"), m.end("n"), -1, "sans_diplome")
    elif m := _PLUS_SEUL.match(plat):
        yield _candidat(m.start("n"), m.end("n"), int(m["n"][-1]), "bac_plus")
    elif m := re.fullmatch(r"\W*(but)\W*", plat):
        yield _candidat(m.start(1), m.end(1), 3, "but")


def _niveau(m: re.Match[str]) -> int:
    if bac := m["bac"] or m["bac2"]:
        return entier(bac) or 0
    if cadre := m["cadre"] or m["cadre2"]:
        return _CADRE[int(cadre)]
    return _ROMAIN[m["romain"]]


def _candidat(debut: int, fin: int, niveau: int, forme: str, obtenu: int | None = None) -> Candidat:
    valeurs = {"niveau_obtenu": niveau if obtenu is None else obtenu}
    if niveau > 0:
        valeurs["niveau_prepare"] = niveau
    return Candidat("diplome", debut, fin, valeurs, forme)
