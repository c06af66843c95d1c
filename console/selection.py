"""A choice of conversations as an address says it: their numbers, each by its distance from the one
before, in base 36. A thousand of them hold in the address of a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise

PARMI_MAX = 3_500  # characters: the server takes addresses of 4 094
_CHIFFRES = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAS_MAX = 13  # characters of a distance: what the databases take for a number


def en_texte(numeros: Iterable[int]) -> str:
    """« 2s.1.5 » for 100, 101 and 106."""
    ranges = sorted(set(numeros))
    return ".".join(_en_base_36(b - a) for a, b in pairwise([0, *ranges]))


def depuis_texte(texte: str) -> list[int]:
    """The numbers; of a text that is no such choice, none."""
    parties = texte.split(".")
    if any(len(un) >= _PAS_MAX for un in parties):
        return []
    try:
        pas = [int(un, 36) for un in parties]
    except ValueError:
        return []
    return [n for n in accumulate(pas) if 0 < n < 2**63]


def _en_base_36(nombre: int) -> str:
    dit = ""
    while nombre:
        nombre, reste = divmod(nombre, 36)
        dit = _CHIFFRES[reste] + dit
    return dit or "0"
