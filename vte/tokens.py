"""Words, lemmas and forms from spaCy's French model (docs/decisions/0002)."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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
    """The French model, loaded once a process; spaCy too, where words are read and not before."""
    import spacy

    with warnings.catch_warnings():
        # [W095], a model of spaCy 3.8 under 3.7: tried, and wanted (docs/decisions/0002).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(MODEL, exclude=WITHOUT)


@lru_cache(maxsize=_KEPT)
def tokens(texte: str) -> tuple[Token, ...]:
    """Every word and sign of `texte`, in order."""
    return _tokens(french()(texte))


def tokens_of(textes: Iterable[str]) -> Iterator[tuple[Token, ...]]:
    """The tokens of each of many texts: the same, several times as quick."""
    return map(_tokens, french().pipe(textes))


def _tokens(lu: Doc) -> tuple[Token, ...]:
    return tuple(
        Token(t.text, t.lemma_ or t.text, t.pos_, str(t.morph), t.idx) for t in lu if not t.is_space
    )
