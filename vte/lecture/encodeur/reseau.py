"""The pass over the tokens: embeddings, then layers of attention, in numpy (BERT's, post-norm)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np
from scipy.special import erf

from vte.lecture.encodeur.poids import Couche, Poids, Tableau, en_clair

_EPSILON = 1e-12
LONGUEUR_MAX = 512  # tokens, by the positions that were learnt


class Reseau:
    """`couches`: the layers to go through, the wheel's own or ours (vte.lecture.affinage)."""

    def __init__(self, poids: Poids, couches: Iterable[Couche]) -> None:
        self._poids, self._couches = poids, tuple(couches)

    def etats(self, ids: Sequence[int]) -> Tableau:
        """(tokens, size): the state of each token after the last layer; LONGUEUR_MAX at most."""
        x = self._plonger(ids[:LONGUEUR_MAX])
        for couche in self._couches:
            x = self._traverser(couche, x)
        return x

    def _plonger(self, ids: Sequence[int]) -> Tableau:
        poids = self._poids
        mots = en_clair(np.asarray(poids.mots[list(ids)]), poids.taille)
        return _normer(mots + poids.rang[: len(ids)] + poids.socle, poids.norme)

    def _traverser(self, couche: Couche, x: Tableau) -> Tableau:
        attention = self._regarder(x @ couche.qkv + couche.qkv_b)
        x = _normer(x + attention @ couche.sortie + couche.sortie_b, couche.norme_1)
        milieu = gelu(x @ couche.monte + couche.monte_b)
        return _normer(x + milieu @ couche.descend + couche.descend_b, couche.norme_2)

    def _regarder(self, qkv: Tableau) -> Tableau:
        """Each token's mean of all values, weighted by likeness, head by head."""
        nombre, tetes = len(qkv), self._poids.tetes
        q, k, v = qkv.reshape(nombre, 3, tetes, -1).transpose(1, 2, 0, 3)
        notes = q @ k.transpose(0, 2, 1) / np.float32(sqrt(q.shape[2]))
        notes = np.exp(notes - notes.max(axis=2, keepdims=True))
        notes /= notes.sum(axis=2, keepdims=True)
        melange: Tableau = (notes @ v).transpose(1, 0, 2).reshape(nombre, -1)
        return melange


def _normer(x: Tableau, norme: tuple[Tableau, Tableau]) -> Tableau:
    centre = x - x.mean(axis=1, keepdims=True)
    variance = (centre * centre).mean(axis=1, keepdims=True)
    normee: Tableau = centre / np.sqrt(variance + np.float32(_EPSILON)) * norme[0] + norme[1]
    return normee


def gelu(x: Tableau) -> Tableau:
    """What a layer lets through of each number, smoothly."""
    passe: Tableau = x * (1 + erf(x * np.float32(1 / sqrt(2)))) * np.float32(0.5)
    return passe
