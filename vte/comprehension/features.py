"""What the model of intents reads of a sentence.

One string a sentence, in three lines: the flat text; its words, lemmas, the kinds of facts read in
it, how much of it is unheard of; its words as typed. Each block of features takes its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import FunctionTransformer

from vte.comprehension.concepts import with_pairs
from vte.comprehension.vectors import Array, meaning
from vte.comprehension.vocabulary import unknown_words
from vte.lecture import Lecture
from vte.texte import aplatir
from vte.tokens import Token

LIEU = "lieu"  # a place that the person has to choose
WEIGHT_OF_MEANING = 1.5  # beside blocks of length 1
MAX_FACTS = 3  # beyond, how many kinds of facts no longer says anything
_WORD = re.compile(r"\w+|[?!+]")
_LINE = "\n"


def kinds_of_facts(lecture: Lecture) -> set[str]:
    """The keys that the message states, and `lieu` for a place to choose."""
    ambigu = lecture.lieu is not None and lecture.lieu.ambigu
    return set(lecture.faits) | ({LIEU} if ambigu else set())


def lemmas(mots: Sequence[Token]) -> list[str]:
    return [aplatir(mot.lemma) for mot in mots]


def describe(
    texte: str,
    mots: Sequence[Token],
    faits: Collection[str],
    known: Mapping[str, int],
    elsewhere: int = 1,
) -> str:
    """The three lines of a sentence; `mots`: its tokens; `faits`: the kinds of facts in it.

    `known`, `elsewhere`: see vocabulary.unknown_words.
    """
    flat, own = aplatir(texte), lemmas(mots)
    facts = [f"FAIT_{cle}" for cle in sorted(faits)] + [f"FAITS_{min(MAX_FACTS, len(faits))}"]
    read = _WORD.findall(flat) + [f"L_{mot}" for mot in own] + facts
    read += unknown_words(own, known, elsewhere)
    typed = " ".join(mot.text.lower() for mot in mots)
    return _LINE.join(line.replace(_LINE, " ") for line in (flat, " ".join(read), typed))


def characters(described: str) -> str:
    return described.split(_LINE)[0]


def words(described: str) -> list[str]:
    return described.split(_LINE)[1].split()


def families(described: str) -> list[str]:
    return with_pairs(characters(described))


def meanings(described: Sequence[str]) -> Array:
    """(sentences, 300)."""
    typed = [one.split(_LINE)[2].split() for one in described]
    weighted: Array = np.stack([meaning(one) for one in typed]) * WEIGHT_OF_MEANING
    return weighted


def blocks() -> FeatureUnion:
    """All features, not yet fitted; the one that is computed comes last (see margins)."""
    by_word = TfidfVectorizer(
        tokenizer=words, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True
    )
    by_character = TfidfVectorizer(
        preprocessor=characters, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True
    )
    by_family = TfidfVectorizer(analyzer=families, sublinear_tf=True)
    return FeatureUnion(
        [
            ("words", by_word),
            ("characters", by_character),
            ("families", by_family),
            ("meaning", FunctionTransformer(meanings)),
        ]
    )
