"""One sentence's margins are those of scikit-learn: known words, unknown ones, none at all."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from vte.comprehension.margins import Margins

PHRASES = [
    "bonjour à vous",
    "bonjour bonjour",
    "merci beaucoup",
    "quel est le montant",
    "le montant de l'aide",
    "au revoir et merci",
]
ETIQUETTES = ["saluer", "saluer", "remercier", "montant", "montant", "partir"]


def _longueurs(textes: list[str]) -> np.ndarray:
    return np.array([[len(texte), texte.count(" ")] for texte in textes], dtype=float)


@pytest.fixture(scope="module")
def modele() -> Pipeline:
    mots = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    caracteres = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    longueur = FunctionTransformer(_longueurs)
    return Pipeline(
        [
            (
                "features",
                FeatureUnion([("mots", mots), ("caracteres", caracteres), ("longueur", longueur)]),
            ),
            ("classes", LinearSVC(max_iter=100_000)),
        ]
    ).fit(PHRASES, ETIQUETTES)


@pytest.mark.parametrize(
    "texte", [*PHRASES, "merci merci merci pour le montant", "xyz", "", "ÉÀ 漢字 \u202e"]
)
def test_the_margins_are_those_of_scikit_learn(modele: Pipeline, texte: str):
    np.testing.assert_allclose(
        Margins.of(modele)(texte), modele.decision_function([texte])[0], atol=1e-9
    )
