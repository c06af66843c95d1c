"""What a sentence is about, from the vectors that spaCy's own loader would give."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from vte.comprehension.vectors import MODEL, meaning, vectors

MOTS = ("entreprise", "diplôme", "l'", "la", "oyonnax", "rémunération", "xyzzyx", "℃")


@pytest.fixture(scope="module")
def de_spacy() -> spacy.language.Language:
    pipes = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner", "senter"]
    return spacy.util.load_model(MODEL, exclude=pipes)


@pytest.mark.filterwarnings("ignore:.*W095")
@pytest.mark.parametrize("mot", MOTS)
def test_a_word_has_the_vector_and_the_place_among_stop_words_that_spacy_gives_it(
    de_spacy: spacy.language.Language, mot: str
):
    ici, la_bas = vectors()[mot], de_spacy.vocab[mot]
    assert (ici.has_vector, ici.is_stop) == (la_bas.has_vector, la_bas.is_stop)
    np.testing.assert_array_equal(ici.vector, la_bas.vector)


def test_a_word_without_meaning_weighs_nothing():
    assert np.linalg.norm(meaning(["entreprise"])) == pytest.approx(1)
    np.testing.assert_array_equal(meaning(["la", "entreprise"]), meaning(["entreprise"]))
    assert not meaning(["xyzzyx", "la"]).any()
