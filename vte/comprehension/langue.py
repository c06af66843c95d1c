"""In which other language a refused message is: told by how common its words are in each.

Only messages that are refused are looked at, so that a French one is never answered in another
language for a borrowed word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wordfreq import zipf_frequency

FRANCAIS = "fr"
PARLEES = ("en", "es", "de", "it", "ar")  # those in which there is a sentence to answer with
_AUTRES = (*PARLEES, "pt", "nl", "pl", "ca")  # what they could be taken for
_MOT = re.compile(r"[^\W\d_]+")
_LISTE = "small"  # the common words are enough, and light
_AVANCE = 1.0  # by how much, in zipf a word, another language must be ahead of French
_INCONNU = 0.0
MOTS = 3  # below, nothing is said: « stop » is of any language
_CODE = re.compile(r"[<>{}=;$\\\[\]]")  # what nobody writes to somebody


@lru_cache(maxsize=1 << 8)
def autre_langue(texte: str) -> str | None:
    """`en`, `es`, `de`, `it` or `ar` where the text is clearly in it; else None."""
    mots = [m.lower() for m in _MOT.findall(texte)]
    if len(mots) < MOTS or _CODE.search(texte):
        return None
    notes = {langue: _note(mots, langue) for langue in (FRANCAIS, *_AUTRES)}
    meilleure = max(_AUTRES, key=notes.__getitem__)
    sure = notes[meilleure] - notes[FRANCAIS] >= _AVANCE
    return meilleure if sure and meilleure in PARLEES else None


def _note(mots: list[str], langue: str) -> float:
    """The mean zipf frequency of the words, on a scale of 0 to 8."""
    return sum(zipf_frequency(m, langue, _LISTE, _INCONNU) for m in mots) / len(mots)
