"""What a sentence is about: the mean of its words' vectors.

So that a word no training sentence has still says something. From spaCy's middle French model, of
which only the vectors are loaded (docs/decisions/0003 says what they give).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.vocab import Vocab

MODEL, SIZE = "fr_core_news_md", 300
WITHOUT = [
    "tok2vec",
    "morphologizer",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "ner",
    "senter",
]
Array: TypeAlias = npt.NDArray[Any]


@lru_cache(maxsize=1)
def vectors() -> Vocab:
    """The words that have a vector, loaded once a process."""
    import spacy

    return spacy.util.load_model(MODEL, exclude=WITHOUT).vocab


def meaning(words: Iterable[str]) -> Array:
    """(300,), of length 1: the mean vector of the lower-case words that carry a meaning.

    Zeros when none is known.
    """
    vocab = vectors()
    known: list[Any] = [
        lexeme.vector for word in words if (lexeme := vocab[word]).has_vector and not lexeme.is_stop
    ]
    mean: Array = np.mean(known, axis=0) if known else np.zeros(SIZE, dtype=np.float32)
    length = np.linalg.norm(mean)
    return mean / length if length else mean
