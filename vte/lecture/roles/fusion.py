"""One calibrated probability of what the two models say, learnt on messages by unseen authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.simple import CLASSES

_PLANCHER = -8.0  # of a log-probability: beyond, nothing more is said


@dataclass(frozen=True)
class Melange:
    """Of one kind: (classes, inputs) and what each class begins with."""

    poids: Tableau
    socle: Tableau

    def __call__(self, logs: Tableau) -> Tableau:
        """(examples, inputs) log-probabilities, side by side -> (examples, classes)."""
        marges = np.maximum(logs, _PLANCHER) @ self.poids.T + self.socle
        parts = np.exp(marges - marges.max(axis=1, keepdims=True))
        probabilites: Tableau = parts / parts.sum(axis=1, keepdims=True)
        return probabilites


Fusion = Mapping[str, Melange]  # by kind of candidate


def ajuster(nature: str, logs: Tableau, voulues: Sequence[str]) -> Melange:
    """The mixture that makes `voulues` likeliest; `logs`: (examples, inputs)."""
    classes = CLASSES[nature]
    x = np.maximum(logs, _PLANCHER)
    poids = np.zeros((len(classes), x.shape[1]))
    socle = np.full(len(classes), -20.0)
    modele: Any = LogisticRegression(C=0.3, max_iter=2000, multi_class="multinomial")
    modele.fit(x, list(voulues))
    apprises = [classes.index(c) for c in modele.classes_]
    if len(apprises) == 2:
        poids[apprises] = np.concatenate([-modele.coef_, modele.coef_])
        socle[apprises] = np.concatenate([-modele.intercept_, modele.intercept_])
    else:
        poids[apprises], socle[apprises] = modele.coef_, modele.intercept_
    return Melange(poids, socle)
