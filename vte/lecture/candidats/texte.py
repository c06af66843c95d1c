"""A message as the grammars read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vte.lecture.candidats.masques import cacher, cacher_liens
from vte.texte import aplatir, masquer


@dataclass(frozen=True)
class Texte:
    """`brut`: as typed; `plat`: flat, without links; `libre`: without figures that state no fact.

    All three are of the same length. `question`: the key that is open.
    """

    brut: str
    plat: str
    libre: str
    question: str | None = None

    @classmethod
    def de(cls, brut: str, question: str | None = None) -> Texte:
        """A message, before anything is read in it."""
        plat = cacher_liens(aplatir(brut))
        return cls(brut, plat, cacher(plat), question)

    def sans(self, places: Iterable[tuple[int, int]]) -> Texte:
        """The same, where `places` are no longer free."""
        libre = self.libre
        for debut, fin in places:
            libre = masquer(libre, debut, fin)
        return Texte(self.brut, self.plat, libre, self.question)
