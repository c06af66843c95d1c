"""The margins of one sentence, as scikit-learn's own pipeline gives them, without its sparse matrices.

Those are made for thousands of sentences at once: for one, nine tenths of the 1.2 ms went into building and checking
them. Here the weights of the few features that a sentence has are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

# What a block of features adds to the margins: (text) -> (classes,).
_Bloc = Callable[[str], np.ndarray]


class Marges:
    """Reads a trained pipeline: a union of sublinear, l2-normed TfidfVectorizer and of functions, then a linear model."""

    def __init__(self, modele: Pipeline) -> None:
        lineaire, depart = modele.named_steps["classes"], 0
        poids = np.ascontiguousarray(lineaire.coef_.T)
        self._biais, self._blocs = lineaire.intercept_, []
        for _, traits in modele.named_steps["traits"].transformer_list:
            fin = (
                depart + len(traits.vocabulary_)
                if isinstance(traits, TfidfVectorizer)
                else len(poids)
            )
            self._blocs.append(
                (_compte if isinstance(traits, TfidfVectorizer) else _fonction)(
                    traits, poids[depart:fin]
                )
            )
            depart = fin

    def __call__(self, texte: str) -> np.ndarray:
        """What `decision_function([texte])[0]` would give, as an array even for two classes."""
        return np.atleast_1d(sum((bloc(texte) for bloc in self._blocs), self._biais))


def _compte(vectoriseur: TfidfVectorizer, poids: np.ndarray) -> _Bloc:
    """`poids`: (features, classes)."""
    analyser, rang, idf = vectoriseur.build_analyzer(), vectoriseur.vocabulary_, vectoriseur.idf_

    def marges(texte: str) -> np.ndarray:
        rangs = Counter(rang[trait] for trait in analyser(texte) if trait in rang)
        if not rangs:
            return np.zeros(poids.shape[1])
        places = np.fromiter(rangs.keys(), dtype=int)
        valeurs = (np.log(np.fromiter(rangs.values(), dtype=float)) + 1) * idf[places]
        ajoutees: np.ndarray = (valeurs / np.linalg.norm(valeurs)) @ poids[places]
        return ajoutees

    return marges


def _fonction(transformation: Any, poids: np.ndarray) -> _Bloc:
    """A function of the text, the last block: `poids` is (what it gives, classes)."""

    def marges(texte: str) -> np.ndarray:
        ajoutees: np.ndarray = transformation.func([texte])[0] @ poids
        return ajoutees

    return marges
