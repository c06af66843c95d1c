"""What was asked of the reader, and the goal beyond it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.lecture.comptes import Dite, bilan, ouvertures, sans_fait


@dataclass(frozen=True)
class Cible:
    """A figure: how it is reckoned, what was asked (None: nothing), what is aimed at beyond."""

    nom: str
    mesure: Callable[[Sequence[Dite]], float]
    demande: float | None = None
    but: float | None = None
    au_plus: bool = False

    def atteinte(self, valeur: float) -> bool:
        assert self.demande is not None
        return valeur <= self.demande if self.au_plus else valeur >= self.demande

    @property
    def signe(self) -> str:
        return "≤" if self.au_plus else "≥"


CIBLES = (
    Cible(
        "messages with every fact right and none false",
        lambda ds: bilan(ds).part("justes"),
        0.75,
        0.85,
    ),
    Cible(
        "plain openings with every fact right and none false",
        lambda ds: bilan(ouvertures(ds)).part("justes"),
        0.92,
    ),
    Cible("facts read right, of those said", lambda ds: bilan(ds).part("lus")),
    Cible(
        "messages with a false fact",
        lambda ds: bilan(ds).part("avec_faux"),
        0.06,
        0.03,
        au_plus=True,
    ),
    Cible(
        "messages that state nothing, with a false fact",
        lambda ds: bilan(sans_fait(ds)).part("avec_faux"),
        0.04,
        au_plus=True,
    ),
    Cible(
        "messages after which a fact is asked back",
        lambda ds: bilan(ds).part("demandes"),
        0.15,
        au_plus=True,
    ),
)
# milliseconds; seconds; bytes; ratio to before
DIX_MOTS, REPONSE, LONG, ENTRAINEMENT, POIDS, MEMOIRE = 40, 12, 250, 240, 6_000_000, 1.2
