"""Words and lemmas from spaCy's French model (docs/decisions/0002); only the pipes that serve."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language

MODEL = "fr_core_news_sm"
# Part of speech drives the rule lemmatiser; nothing reads what these pipes give.
WITHOUT = ["parser", "ner", "attribute_ruler", "senter"]


class Token(NamedTuple):
    """A word as typed, and its lemma."""

    text: str
    lemma: str


@lru_cache(maxsize=1)
def french() -> Language:
    """The French model, loaded once a process."""
    return spacy.load(MODEL, exclude=WITHOUT)


def tokens(texte: str) -> list[Token]:
    """Every word and sign of `texte`, in order."""
    return [Token(t.text, t.lemma_ or t.text) for t in french()(texte) if not t.is_space]
