"""Whose place a town is, its name does not say: the largest ones are read as if they were others.

Authors who know of industrial territories put posts in small towns, and head offices, schools and
homes in large ones: a reader that learns from them believes that nobody is hired in Lyon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vte.lecture.candidats import Candidat
from vte.lecture.candidats.lexique import lexique
from vte.texte import aplatir

_VILLES = lexique("villes", __package__)


def neutraliser(texte: str, candidats: Sequence[Candidat]) -> tuple[str, list[Candidat]]:
    """The text with small towns for the largest ones, and the candidates at their new places.

    The values stay those of the towns that are named; candidates keep their order.
    """
    grandes = [c for c in candidats if c.nature == "lieu" and _est_grande(texte[c.debut : c.fin])]
    places = sorted({(c.debut, c.fin) for c in grandes})
    petites = _VILLES["petites"]
    decalages: list[tuple[int, int]] = []  # from which place on, by how much
    for i, (debut, fin) in reversed(list(enumerate(places))):
        autre = petites[i % len(petites)]
        texte = texte[:debut] + autre + texte[fin:]
        decalages.append((fin, len(autre) - (fin - debut)))
    return texte, [_deplacer(c, decalages) for c in candidats]


def _est_grande(nom: str) -> bool:
    return aplatir(nom).replace(" ", "-") in _VILLES["grandes"]


def _deplacer(candidat: Candidat, decalages: Sequence[tuple[int, int]]) -> Candidat:
    debut = candidat.debut + sum(de for fin, de in decalages if candidat.debut >= fin)
    fin = candidat.fin + sum(de for f, de in decalages if candidat.fin >= f)
    return candidat if not decalages else replace(candidat, debut=debut, fin=fin)
