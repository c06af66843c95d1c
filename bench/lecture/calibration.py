"""How often what a reader holds for likely is so: the reliability of its probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.lecture.comptes import Dite
from vte.dossier import CLES
from vte.lecture.decision import Seuils, decider
from vte.lecture.roles.seuils import erreurs

CASES = 10
_TOUT = Seuils(dict.fromkeys(CLES, 0.0), dict.fromkeys(CLES, 2.0))  # takes the likeliest of all


@dataclass(frozen=True)
class Case:
    """`nombre` facts whose probability is alike: its mean, and the share that were right."""

    nombre: int
    annoncee: float
    vraie: float


def paris(dites: Iterable[Dite]) -> list[tuple[float, bool]]:
    """(probability, whether right) of the likeliest value of each key of each message."""
    trouves = []
    for jugee in (d.jugee for d in dites if d.jugee):
        decision = decider(jugee.juges, jugee.profil, _TOUT)
        _, fausses = erreurs(jugee.message, decision)
        trouves += [(m.confiance, m.cle not in fausses) for m in decision.faits]
    return trouves


def cases(paris: Sequence[tuple[float, bool]], nombre: int = CASES) -> list[Case]:
    """By equal parts of 0 to 1; those that are empty are left out."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(nombre)]
    for p, juste in paris:
        parts[min(nombre - 1, int(p * nombre))].append((p, juste))
    return [
        Case(len(part), sum(p for p, _ in part) / len(part), sum(j for _, j in part) / len(part))
        for part in parts
        if part
    ]


def ecart(cases: Sequence[Case]) -> float:
    """The mean distance between announced and true, each fact counting alike."""
    total = sum(c.nombre for c in cases)
    return sum(c.nombre * abs(c.annoncee - c.vraie) for c in cases) / total if total else 0.0
