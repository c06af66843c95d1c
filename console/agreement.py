"""How much two reviewers of the same conversations agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Paire = tuple[str, str]  # what the first said, and the second


@dataclass(frozen=True)
class Accord:
    """`n` conversations judged twice, of which `d_accord` the same way.

    `kappa`: Cohen's; None where it is not defined (`pourquoi` says it in French).
    """

    n: int
    d_accord: int
    kappa: float | None
    pourquoi: str = ""


def accord(paires: Sequence[Paire]) -> Accord:
    """Cohen's kappa: (observed - expected) / (1 - expected), the expected of both margins.

    Cohen, "A coefficient of agreement for nominal scales", 1960. The two raters are whoever judged
    first and whoever judged second: with more than two people, kappa is of the two places.
    """
    n, d_accord = len(paires), sum(a == b for a, b in paires)
    if not n:
        return Accord(0, 0, None, "aucune conversation n'a encore été jugée deux fois")
    premiers, seconds = Counter(a for a, _ in paires), Counter(b for _, b in paires)
    attendu = sum(premiers[classe] * seconds[classe] for classe in premiers) / n**2
    if attendu == 1:
        seule = "toutes les conversations ont reçu le même jugement : rien ne les distingue"
        return Accord(n, d_accord, None, seule)
    return Accord(n, d_accord, (d_accord / n - attendu) / (1 - attendu))
