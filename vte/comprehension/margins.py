"""The margins of one sentence, as scikit-learn's pipeline gives them, from its numbers alone.

scikit-learn's matrices are made for thousands of sentences at once: for one, nine tenths of the
1.2 ms went into building and checking them. Here the weights of the few features that a sentence
has are added up. Five weights in six are zero and are not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

from vte.comprehension.vectors import Array


@dataclass(frozen=True)
class Counted:
    """The features that are counted: the `rank` of each, which says its `idf` and `weights`.

    `weights`: (features, classes), sparse.
    """

    analyse: Callable[[str], Iterable[str]]
    rank: Mapping[str, int]
    idf: Array
    weights: csr_matrix

    def __call__(self, text: str) -> Array:
        """(classes,): what this block adds to the margins."""
        rank = self.rank
        ranks = Counter(rank[feature] for feature in self.analyse(text) if feature in rank)
        if not ranks:
            return np.zeros(self.weights.shape[1])
        places = np.fromiter(ranks.keys(), dtype=int)
        values = (np.log(np.fromiter(ranks.values(), dtype=float)) + 1) * self.idf[places]
        return _sum_of_rows(self.weights, places, values / np.linalg.norm(values))


def _sum_of_rows(weights: csr_matrix, places: Array, factors: Array) -> Array:
    """What `factors @ weights[places]` is; scipy takes three times as long over so few rows."""
    starts, ends = weights.indptr[places], weights.indptr[places + 1]
    lengths = ends - starts
    kept = np.repeat(ends - np.cumsum(lengths), lengths) + np.arange(lengths.sum())
    products = weights.data[kept] * np.repeat(factors, lengths)
    added: Array = np.bincount(weights.indices[kept], products, minlength=weights.shape[1])
    return added


@dataclass(frozen=True)
class Computed:
    """The features that a function computes; `weights`: (what it gives, classes)."""

    compute: Callable[[Sequence[str]], Array]
    weights: Array

    def __call__(self, text: str) -> Array:
        """(classes,): what this block adds to the margins."""
        added: Array = self.compute([text])[0] @ self.weights
        return added


Block = Counted | Computed


@dataclass(frozen=True)
class Margins:
    """`classes`: in the order of what it gives; `blocks`: by the names of the features' blocks."""

    classes: tuple[str, ...]
    bias: Array
    blocks: Mapping[str, Block]

    @classmethod
    def of(cls, pipeline: Pipeline) -> Margins:
        """Of a trained one: `features` (sublinear, l2-normed TfidfVectorizer, a function last),
        then `classes`, a linear model."""
        linear, start = pipeline.named_steps["classes"], 0
        weights, blocks = linear.coef_.T, dict[str, Block]()
        for name, block in pipeline.named_steps["features"].transformer_list:
            counts = isinstance(block, TfidfVectorizer)
            end = start + len(block.vocabulary_) if counts else len(weights)
            blocks[name] = _block(block, weights[start:end])
            start = end
        return cls(tuple(str(c) for c in linear.classes_), linear.intercept_, blocks)

    def __call__(self, text: str) -> Array:
        """What `decision_function([text])[0]` would give, as an array even for two classes."""
        return np.atleast_1d(sum((block(text) for block in self.blocks.values()), self.bias))


def _block(transformer: Any, weights: Array) -> Block:
    if isinstance(transformer, TfidfVectorizer):
        rank = {feature: int(place) for feature, place in transformer.vocabulary_.items()}
        return Counted(transformer.build_analyzer(), rank, transformer.idf_, csr_matrix(weights))
    return Computed(transformer.func, np.ascontiguousarray(weights))


def readers(features: FeatureUnion) -> dict[str, Callable[..., Any]]:
    """How each block reads a text: of counted features, how it cuts it; trained or not."""
    return {
        name: block.build_analyzer() if isinstance(block, TfidfVectorizer) else block.func
        for name, block in features.transformer_list
    }
