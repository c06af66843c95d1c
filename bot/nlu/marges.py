"""The margins of one sentence, as scikit-learn's own pipeline gives them, without its sparse matrices.

Those are made for thousands of sentences at once: for one, nine tenths of the 1.2 ms went into building and checking
them. Here the weights of the few features that a sentence has are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline


@dataclass(frozen=True)
class _Bloc:
    """One vectorizer, with the rows of weights that are its features': (features, classes)."""

    analyser: Callable[[str], list[str]]
    rang: dict[str, int]
    idf: np.ndarray
    poids: np.ndarray

    def marges(self, texte: str) -> np.ndarray:
        rangs = Counter(self.rang[trait] for trait in self.analyser(texte) if trait in self.rang)
        if not rangs:
            return np.zeros(self.poids.shape[1])
        places = np.fromiter(rangs.keys(), dtype=int)
        valeurs = (np.log(np.fromiter(rangs.values(), dtype=float)) + 1) * self.idf[places]
        result: np.ndarray = (valeurs / np.linalg.norm(valeurs)) @ self.poids[places]
        return result


class Marges:
    """Reads a trained pipeline: a union of sublinear, l2-normed TfidfVectorizer, then a linear model."""

    def __init__(self, modele: Pipeline) -> None:
        lineaire = modele.named_steps["classes"]
        poids, depart = np.ascontiguousarray(lineaire.coef_.T), 0
        self._biais, self._blocs = lineaire.intercept_, []
        for _, vectoriseur in modele.named_steps["traits"].transformer_list:
            fin = depart + len(vectoriseur.vocabulary_)
            self._blocs.append(_bloc(vectoriseur, poids[depart:fin]))
            depart = fin

    def __call__(self, texte: str) -> np.ndarray:
        """What `decision_function([texte])[0]` would give, as an array even for two classes."""
        return np.atleast_1d(sum((bloc.marges(texte) for bloc in self._blocs), self._biais))


def _bloc(vectoriseur: TfidfVectorizer, poids: np.ndarray) -> _Bloc:
    return _Bloc(vectoriseur.build_analyzer(), vectoriseur.vocabulary_, vectoriseur.idf_, poids)
