"""Two measures of the same sentences, before and after: what changed, and whether to serve it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INTENTIONS, FAITS, QUESTIONS = "intentions", "faits", "questions"


@dataclass(frozen=True)
class Mesure:
    """A sentence of a set: `cle` tells it from the others, `forme` is all that is shown of it.

    `genre`: one of the three; `juste`: all of it is understood; `faux`: a false fact is read.
    """

    jeu: str
    genre: str
    cle: str
    forme: str
    juste: bool
    faux: bool = False

    @property
    def ou(self) -> tuple[str, str, str]:
        return self.genre, self.jeu, self.cle


@dataclass(frozen=True)
class Ligne:
    """The figures of one set and kind."""

    genre: str
    jeu: str
    n: int
    justes: tuple[int, int]  # before, after
    faux: tuple[int, int]


@dataclass(frozen=True)
class Comparaison:
    """`perdues`, `gagnees`, `faussees`: sentences now wrong, now right, now with a false fact."""

    lignes: Sequence[Ligne]
    perdues: Sequence[Mesure]
    gagnees: Sequence[Mesure]
    faussees: Sequence[Mesure]

    @property
    def justes(self) -> tuple[int, int]:
        """Over all sets."""
        return _somme(ligne.justes for ligne in self.lignes)

    @property
    def faux(self) -> tuple[int, int]:
        """Over all sets."""
        return _somme(ligne.faux for ligne in self.lignes)

    @property
    def faux_en_hausse(self) -> bool:
        return self.faux[1] > self.faux[0]

    @property
    def justes_en_baisse(self) -> bool:
        return self.justes[1] < self.justes[0]

    @property
    def recommandee(self) -> bool:
        """Never when more false facts are read: one is worse than many questions."""
        return not self.faux_en_hausse and not self.justes_en_baisse


class JeuxDifferents(ValueError):
    """The two were not measured on the same sentences: nothing can be compared."""


def comparer(avant: Iterable[Mesure], apres: Iterable[Mesure]) -> Comparaison:
    """Error: JeuxDifferents."""
    lues, relues = {m.ou: m for m in avant}, {m.ou: m for m in apres}
    if lues.keys() != relues.keys():
        raise JeuxDifferents("the sets changed between the two measures")
    paires = [(lues[ou], relues[ou]) for ou in lues]
    lieux = dict.fromkeys((a.genre, a.jeu) for a, _ in paires)
    return Comparaison(
        [_ligne(g, j, [p for p in paires if (p[0].genre, p[0].jeu) == (g, j)]) for g, j in lieux],
        [b for a, b in paires if a.juste and not b.juste],
        [b for a, b in paires if b.juste and not a.juste],
        [b for a, b in paires if b.faux and not a.faux],
    )


def _ligne(genre: str, jeu: str, paires: Sequence[tuple[Mesure, Mesure]]) -> Ligne:
    justes = (sum(a.juste for a, _ in paires), sum(b.juste for _, b in paires))
    faux = (sum(a.faux for a, _ in paires), sum(b.faux for _, b in paires))
    return Ligne(genre, jeu, len(paires), justes, faux)


def _somme(paires: Iterable[tuple[int, int]]) -> tuple[int, int]:
    toutes = list(paires)
    return sum(a for a, _ in toutes), sum(b for _, b in toutes)
