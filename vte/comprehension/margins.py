"""The margins of one sentence, as scikit-learn's pipeline gives them, without its sparse matrices.

Those are made for thousands of sentences at once: for one, nine tenths of the 1.2 ms went into
building and checking them. Here the weights of the few features that a sentence has are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

from vte.comprehension.vectors import Array

# What a block of features adds to the margins: (text) -> (classes,).
_Block = Callable[[str], Array]


class Margins:
    """Reads a trained pipeline: `features` (sublinear, l2-normed TfidfVectorizer, a function last),
    then `classes`, a linear model."""

    def __init__(self, pipeline: Pipeline) -> None:
        linear, start = pipeline.named_steps["classes"], 0
        weights = np.ascontiguousarray(linear.coef_.T)
        self._bias: Array = linear.intercept_
        self._blocks: list[_Block] = []
        for _, block in pipeline.named_steps["features"].transformer_list:
            counts = isinstance(block, TfidfVectorizer)
            end = start + len(block.vocabulary_) if counts else len(weights)
            self._blocks.append((_counted if counts else _computed)(block, weights[start:end]))
            start = end

    def __call__(self, text: str) -> Array:
        """What `decision_function([text])[0]` would give, as an array even for two classes."""
        return np.atleast_1d(sum((block(text) for block in self._blocks), self._bias))


def _counted(vectorizer: TfidfVectorizer, weights: Array) -> _Block:
    """`weights`: (features, classes)."""
    analyse, rank, idf = vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_

    def margins(text: str) -> Array:
        ranks = Counter(rank[feature] for feature in analyse(text) if feature in rank)
        if not ranks:
            return np.zeros(weights.shape[1])
        places = np.fromiter(ranks.keys(), dtype=int)
        values = (np.log(np.fromiter(ranks.values(), dtype=float)) + 1) * idf[places]
        added: Array = (values / np.linalg.norm(values)) @ weights[places]
        return added

    return margins


def _computed(transformer: Any, weights: Array) -> _Block:
    """A function of the text, the last block: `weights` is (what it gives, classes)."""

    def margins(text: str) -> Array:
        added: Array = transformer.func([text])[0] @ weights
        return added

    return margins
