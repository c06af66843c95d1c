"""One probability of what the linear model and the encoder say of a message.

The weights were set on messages by an author of whom neither had learnt anything
(bench/questions/reglage; `python -m bench.questions --regler` finds them again).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import log_softmax

from vte.comprehension.encoder import Encoder
from vte.comprehension.vectors import Array

LINEAR, DEEP = 0.85, 0.85  # powers to which the two probabilities are raised
SURE = 0.97  # from here on the linear model is believed alone: the encoder does not run
_UNHEARD = np.log(1e-3)  # what the encoder says of an intent that it has not learnt


class Mixture:
    """`classes`: the intents of the linear model, in its order."""

    def __init__(self, classes: Sequence[str], encoder: Encoder) -> None:
        self._encoder = encoder
        rank = {intent: i for i, intent in enumerate(encoder.intents)}
        self._places = np.array([rank.get(c, -1) for c in classes])

    def __call__(self, text: str, linear: Array) -> Array:
        """(classes,) log-probabilities of both; `linear`: those of the linear model."""
        if linear.max() >= np.log(SURE):
            return linear
        deep = np.append(self._encoder(text), _UNHEARD)[self._places]
        return mix(linear, deep)


def mix(linear: Array, deep: Array, powers: tuple[float, float] = (LINEAR, DEEP)) -> Array:
    """(…, classes) log-probabilities; `deep`: in the same order as `linear`."""
    mixed: Array = log_softmax(powers[0] * linear + powers[1] * deep, axis=-1)
    return mixed
