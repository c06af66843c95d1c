"""What a sentence is about: the mean of its words' vectors, so that a word no training sentence has still says something.

From spaCy's middle French model, of which only the vectors are loaded (docs/decisions/0003 says what they give).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import spacy
from spacy.vocab import Vocab

MODELE, TAILLE = "fr_core_news_md", 300


@lru_cache(maxsize=1)
def vecteurs() -> Vocab:
    """The words that have a vector, loaded once a process."""
    noms = spacy.util.load_model(
        MODELE,
        exclude=[
            "tok2vec",
            "morphologizer",
            "parser",
            "attribute_ruler",
            "lemmatizer",
            "ner",
            "senter",
        ],
    )
    return noms.vocab


def sens(mots: Iterable[str]) -> np.ndarray:
    """(300,), of length 1: the mean vector of the lower-case words that carry a meaning; zeros when none is known."""
    vocabulaire = vecteurs()
    connus = [
        lexeme.vector
        for mot in mots
        if (lexeme := vocabulaire[mot]).has_vector and not lexeme.is_stop
    ]
    moyenne: np.ndarray = np.mean(connus, axis=0) if connus else np.zeros(TAILLE, dtype=np.float32)
    longueur = np.linalg.norm(moyenne)
    return moyenne / longueur if longueur else moyenne
