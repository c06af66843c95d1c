"""Le texte plat, minuscule et sans accents, dont chaque caractère garde sa place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EQUIVALENTS = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"}


@lru_cache(maxsize=4096)
def _plat(caractere: str) -> str:
    base = unicodedata.normalize("NFD", caractere.casefold()[:1] or " ")[:1]
    return _EQUIVALENTS.get(base, base) or " "


def aplatir(texte: str) -> str:
    """« Où êtes-vous ? » -> « ou etes-vous ? », même longueur."""
    return "".join(map(_plat, texte))


def masquer(plat: str, debut: int, fin: int) -> str:
    """`plat` où les caractères de `debut` à `fin` sont remplacés par \\x00 : déjà lus."""
    return plat[:debut] + "\x00" * (fin - debut) + plat[fin:]
