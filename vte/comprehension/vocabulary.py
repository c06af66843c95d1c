"""Which words of a sentence the subject never uses.

« combien pèse un éléphant » asks how much, but of nothing we speak of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from vte.texte import aplatir

_STEPS = (1, 2, 3)


@cache
def tool_words() -> frozenset[str]:
    """The words that carry no meaning, flat: spaCy's.

    Its French takes three seconds to import, and a command or a page of the console that reads no
    sentence needs none of it.
    """
    from spacy.lang.fr.stop_words import STOP_WORDS

    return frozenset(aplatir(word) for word in STOP_WORDS)


def full_words(lemmas: Iterable[str]) -> list[str]:
    """The words that carry a meaning: no stop word, no figure, no single letter."""
    tools = tool_words()
    return [w for w in lemmas if len(w) > 2 and w not in tools and not any(c.isdigit() for c in w)]


def full_words_of(flat: str) -> set[str]:
    """Those of a flat text (vte/texte.py)."""
    return set(full_words(re.findall(r"[a-z]+", flat)))


def count(sentences: Iterable[Sequence[str]]) -> Counter[str]:
    """In how many sentences of the subject each word is."""
    return Counter(word for lemmas in sentences for word in set(full_words(lemmas)))


def unknown_words(lemmas: Sequence[str], known: Mapping[str, int], elsewhere: int = 1) -> list[str]:
    """How many of the words that carry a meaning stand in no sentence of the subject.

    `elsewhere`: in how many sentences a word must be; 2 for a sentence that was itself counted.
    """
    words = full_words(lemmas)
    unknown = sum(known.get(w, 0) < elsewhere for w in words)
    steps = [f"INCONNUS_{n}" for n in _STEPS if unknown >= n]
    if words and unknown == len(words):
        return [*steps, "INCONNUS_TOUS"]
    return [*steps, "INCONNUS_MOITIE"] if unknown * 2 >= max(1, len(words)) else steps
