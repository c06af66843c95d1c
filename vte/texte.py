"""The flat text: lower case, no accents, each character at its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_EQUIVALENTS = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"}


@lru_cache(maxsize=4096)
def _plat(caractere: str) -> str:
    base = unicodedata.normalize("NFD", caractere.casefold()[:1] or " ")[:1]
    return _EQUIVALENTS.get(base, base) or " "


def aplatir(texte: str) -> str:
    """« Où êtes-vous ? » -> « ou etes-vous ? », of the same length."""
    return "".join(map(_plat, texte))


def remplacer(texte: str, morceaux: Iterable[tuple[tuple[int, int], str]]) -> str:
    """`texte`, with something else at each of these places, which come in order and apart."""
    gardes, ici = [], 0
    for (debut, fin), autre in morceaux:
        gardes += [texte[ici:debut], autre]
        ici = fin
    return "".join([*gardes, texte[ici:]])


def masquer(plat: str, debut: int, fin: int) -> str:
    """`plat`, where the characters from `debut` to `fin` are \\x00: already read."""
    return plat[:debut] + "\x00" * (fin - debut) + plat[fin:]
