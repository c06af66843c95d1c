"""The small encoder's word on what kind of message it is.

The first layers are those of the wheel, changed by what `make affiner-intents` has learnt from the
examples of data/nlu; with the head they are in poids/affine.npz. An intent that it has not learnt
is left to the linear model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.special import log_softmax

from vte.comprehension.vectors import Array
from vte.erreurs import ErreurVTE
from vte.lecture.encodeur import Jetons, Poids, Reseau, poids_d_origine
from vte.lecture.encodeur.affine import changee, lire
from vte.lecture.encodeur.jetons import DEBUT, FIN
from vte.lecture.encodeur.reseau import gelu

TUNED = Path(__file__).with_name("poids") / "affine.npz"
LENGTH = 96  # pieces; what comes after says little of the kind of message


class EncoderMissing(ErreurVTE):
    """The weights that `make affiner-intents` makes are not where they should be."""

    code = "encodeur_des_intents_absent"


class Encoder:
    """`intents`: those it has learnt, topics included, in the order of what it gives."""

    def __init__(self, poids: Poids, affine: Mapping[str, Array]) -> None:
        self.intents: tuple[str, ...] = tuple(json.loads(str(affine["intents"])))
        self._head = {n: v.astype(np.float32) for n, v in affine.items() if n.startswith("tete.")}
        self._jetons = Jetons(poids.pieces, poids.inconnue, poids.remplacees)
        number = int(affine["couches"])
        self._network = Reseau(poids, [changee(poids.couche(i), affine, i) for i in range(number)])

    def __call__(self, text: str) -> Array:
        """(intents,): log-probabilities."""
        states = self._network.etats(pieces(self._jetons, text))
        mean = states[1:-1].mean(axis=0) if len(states) > 2 else states.mean(axis=0)
        h = self._head
        hidden = mean @ h["tete.1.w"] + h["tete.1.b"]
        logs: Array = log_softmax(gelu(hidden) @ h["tete.2.w"] + h["tete.2.b"])
        return logs


def pieces(jetons: Jetons, text: str) -> list[int]:
    """The ids that the encoder reads of a text."""
    return [DEBUT, *(j.id for j in jetons(text)[:LENGTH]), FIN]


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Loaded once a process. Errors: EncodeurAbsent, EncoderMissing."""
    missing = EncoderMissing(f"{TUNED.name} manque : lancez make affiner-intents.")
    return Encoder(poids_d_origine(), lire(TUNED, missing))
