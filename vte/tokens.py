"""Words, lemmas and forms from spaCy's French model (docs/decisions/0002); only pipes that serve."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language

MODEL = "fr_core_news_sm"
# Part of speech drives the rule lemmatiser; nothing reads what these pipes give.
WITHOUT = ["parser", "ner", "attribute_ruler", "senter"]
_KEPT = 64  # messages: one is read by several of ours in a row


class Token(NamedTuple):
    """A word as typed, its lemma, its part of speech, its morphology, and its first character.

    `morph`: as Universal Dependencies writes it (« Mood=Ind|Tense=Fut »), of the words that have.
    """

    text: str
    lemma: str
    pos: str = ""
    morph: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=1)
def french() -> Language:
    """The French model, loaded once a process."""
    return spacy.load(MODEL, exclude=WITHOUT)


@lru_cache(maxsize=_KEPT)
def tokens(texte: str) -> tuple[Token, ...]:
    """Every word and sign of `texte`, in order."""
    return tuple(
        Token(t.text, t.lemma_ or t.text, t.pos_, str(t.morph), t.idx)
        for t in french()(texte)
        if not t.is_space
    )
