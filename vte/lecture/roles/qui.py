"""What a message says of who writes, whatever the words: classes of words, in their order.

« Je suis le patron » and « moi c'est la gérante » are both « je, être, patron »; which side that
is, the model learns. The words are in `qui.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from vte.lecture.candidats.lexique import lexique

_LONGUEUR = 4  # classes in a row
_GARDES = 4096  # words; what people type is not kept for ever


@cache
def _classes() -> re.Pattern[str]:
    classes = lexique("qui", __package__)
    return re.compile("|".join(f"(?P<{c}>{'|'.join(mots)})" for c, mots in classes.items()))


@lru_cache(maxsize=_GARDES)
def _classe(mot: str) -> str | None:
    lue = _classes().fullmatch(mot)
    return lue.lastgroup if lue else None


def suites(plats: Sequence[str]) -> Iterator[str]:
    """The clues of a message, given its flat words: every few classes that follow each other."""
    classes = ["<", *(c for c in map(_classe, plats) if c), ">"]
    for taille in range(1, _LONGUEUR + 1):
        for i in range(len(classes) - taille + 1):
            yield f"qui={' '.join(classes[i : i + taille])}"
