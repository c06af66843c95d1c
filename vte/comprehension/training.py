"""What the linear model is trained with, and how sure it may say it is; not loaded to serve."""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.special import log_softmax
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from vte.comprehension.features import blocks

_FOLDS = 2  # of the cross-validation that sets how sure the model may say it is


def pipeline(force: float) -> Pipeline:
    """Not yet fitted; `force`: the C of the support vector machine."""
    return Pipeline([("features", blocks()), ("classes", LinearSVC(C=force))])


def warmth(untrained: Pipeline, decrits: list[str], intents: list[str]) -> float:
    """What makes probabilities of margins: the likeliest, on sentences the model has not seen."""
    rarest = min(Counter(intents).values())
    if rarest < 2:
        return 1.0
    margins = cross_val_predict(
        untrained, decrits, intents, cv=min(_FOLDS, rarest), method="decision_function"
    )
    if margins.ndim == 1:
        return 1.0
    ranks = {e: i for i, e in enumerate(sorted(set(intents)))}
    right = (np.arange(len(intents)), [ranks[e] for e in intents])

    def likelihood(t: float) -> float:
        return float(log_softmax(margins * t, axis=1)[right].mean())

    return float(max(np.arange(0.5, 12, 0.25), key=likelihood))
