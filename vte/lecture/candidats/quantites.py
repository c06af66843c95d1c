"""Quantities of time: « 18 mois », « un an et demi », « 1,5 an », « 1 an et 6 mois »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vte.lecture.candidats.chiffres import PETIT, valeur
from vte.lecture.candidats.lexique import lexique, ou

_UNITES: dict[str, list[str]] = lexique("durees")["unites"]
_MOIS = {"ans": 12.0, "mois": 1.0, "trimestres": 3.0, "semestres": 6.0, "semaines": 12 / 52}
_MOIS["jours"] = 12 / 365
_FRACTIONS = {"demi": 0.5, "1/2": 0.5, "½": 0.5, "quart": 0.25, "1/4": 0.25, "¼": 0.25}
_QUALIFIE = r"(?:(?:petite?s?|bonne?s?|gros|longue?s?|toute?s? petite?s?|pleine?s?)\s+)?"


def quantite(suffixe: str = "") -> str:
    """The pattern; its groups are `n`, `fraction`, `plus` and one a unit, each with `suffixe`."""
    unites = ou(f"(?P<{nom}{suffixe}>{ou(motifs)})" for nom, motifs in _UNITES.items())
    return (
        rf"(?P<n{suffixe}>{PETIT})[\s-]*{_QUALIFIE}{unites}(?!\w|')"
        rf"(?:\s*(?:(?:et?|&)\s+(?:un\s+)?)?(?P<fraction{suffixe}>demi|1/2|½|quart|1/4|¼)e?(?!\w))?"
        rf"(?(ans{suffixe})(?:\s*(?:(?:et?|&|\+)\s*)?(?P<plus{suffixe}>{PETIT})\s*"
        rf"{ou(_UNITES['mois'])}(?!\w))?)"
    )


@dataclass(frozen=True)
class Quantite:
    """`n` times `unite` (« ans », « mois », « semaines »…), and `plus` months."""

    n: float
    unite: str
    plus: float

    @property
    def mois(self) -> float:
        """In months."""
        return self.n * _MOIS[self.unite] + self.plus


def lire_quantite(m: re.Match[str], suffixe: str = "") -> Quantite:
    """What a match of `quantite(suffixe)` says."""
    unite = next(u for u in _UNITES if m[u + suffixe])
    n = (valeur(m[f"n{suffixe}"]) or 0.0) + _FRACTIONS.get(m[f"fraction{suffixe}"] or "", 0.0)
    return Quantite(n, unite, (m[f"plus{suffixe}"] and valeur(m[f"plus{suffixe}"])) or 0.0)
