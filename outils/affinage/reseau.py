"""The encoder in TensorFlow, so that it can be tuned: low-rank changes of every layer (LoRA)."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from vte.lecture.encodeur import Couche, Poids
from vte.lecture.encodeur.affine import MATRICES
from vte.lecture.encodeur.poids import en_clair
from vte.lecture.roles.profond import CLASSES_PROFIL, ROLES_LUS

SAC, CACHEE = 48, 192  # sizes of the clues' vector and of the hidden layer of the head


class Couches(tf.Module):  # type: ignore[misc]
    """The encoder's first layers, each matrix changed by a product of two thin ones.

    `rang`: rank of the change of each matrix; 0: the layers stay as they are.
    """

    def __init__(self, poids: Poids, couches: int, rang: int, init: np.random.Generator) -> None:
        super().__init__()
        self._tetes, self._rang, self.taille = poids.tetes, rang, poids.taille
        self._mots = en_clair(np.asarray(poids.mots), poids.taille)  # looked up outside the graph
        self._places = tf.constant(poids.rang + poids.socle)
        self._norme = [tf.constant(x) for x in poids.norme]
        self._couches = [_constantes(poids.couche(i)) for i in range(couches)]
        self.changes = [self._changes(c, init) for c in self._couches]
        self.normes = [
            [tf.Variable(c[n][k]) for n in ("norme_1", "norme_2") for k in (0, 1)]
            for c in self._couches
        ]

    def _changes(self, couche: dict[str, Any], init: np.random.Generator) -> dict[str, Any]:
        if not self._rang:
            return {}
        faits = {}
        for nom in MATRICES:
            entree, sortie = couche[nom].shape
            a = init.normal(0, 1 / np.sqrt(entree), (entree, self._rang)).astype("f4")
            faits[nom] = (
                tf.Variable(a),
                tf.Variable(np.zeros((self._rang, sortie), "f4")),
            )
        return faits

    def plonger(self, ids: Any) -> Any:
        return self._mots[ids]

    def etats(self, lot: dict[str, Any], oubli: float) -> Any:
        """(messages, tokens, size): the state of each token after the last layer."""
        longueur = tf.shape(lot["mots"])[1]
        x = _normer(lot["mots"] + self._places[:longueur], self._norme)
        x = tf.nn.dropout(x, oubli)
        voile = (lot["masque"][:, None, None, :] - 1) * 1e9
        for i, couche in enumerate(self._couches):  # autograph knows no strict zip
            x = self._traverser(x, couche, self.changes[i], self.normes[i], voile, oubli)
        return x

    def _produit(self, x: Any, nom: str, couche: dict[str, Any], changes: dict[str, Any]) -> Any:
        y = x @ couche[nom] + couche[nom + "_b"]
        if nom in changes:
            a, b = changes[nom]
            y += (x @ a) @ b
        return y

    def _traverser(
        self, x: Any, couche: Any, changes: Any, normes: Any, voile: Any, oubli: float
    ) -> Any:
        forme = tf.shape(x)
        qkv = self._produit(x, "qkv", couche, changes)
        qkv = tf.reshape(qkv, (forme[0], forme[1], 3, self._tetes, -1))
        q, k, v = tf.unstack(tf.transpose(qkv, (2, 0, 3, 1, 4)))
        notes = tf.matmul(q, k, transpose_b=True) / np.float32(np.sqrt(q.shape[-1] or 32))
        poids = tf.nn.dropout(tf.nn.softmax(notes + voile), oubli)
        melange = tf.reshape(tf.transpose(poids @ v, (0, 2, 1, 3)), forme)
        suite = self._produit(melange, "sortie", couche, changes)
        x = _normer(x + tf.nn.dropout(suite, oubli), normes[:2])
        milieu = tf.nn.gelu(self._produit(x, "monte", couche, changes), approximate=False)
        suite = self._produit(milieu, "descend", couche, changes)
        return _normer(x + tf.nn.dropout(suite, oubli), normes[2:])


def dense(entree: int, sortie: int, init: np.random.Generator) -> list[tf.Variable]:
    """The weights and the bias of a layer of a head."""
    w = init.normal(0, 1 / np.sqrt(entree), (entree, sortie)).astype("f4")
    return [tf.Variable(w), tf.Variable(np.zeros(sortie, "f4"))]


class Affine(Couches):
    """With the heads that say what each candidate is, and who writes."""

    def __init__(self, poids: Poids, couches: int, rang: int, clues: int, graine: int) -> None:
        init = np.random.default_rng(graine)
        super().__init__(poids, couches, rang, init)
        taille = self.taille
        self.sac = tf.Variable(init.normal(0, 0.1, (clues + 1, SAC)).astype("f4"))
        self.tete_1 = dense(2 * taille + SAC, CACHEE, init)
        self.tete_2 = dense(CACHEE, len(ROLES_LUS), init)
        self.regard = dense(taille, len(CLASSES_PROFIL), init)
        self.profil = dense(len(CLASSES_PROFIL) * taille, len(CLASSES_PROFIL), init)

    def __call__(self, lot: dict[str, Any], oubli: float) -> tuple[Any, Any]:
        """Logits of the roles (candidates, roles) and of who writes (messages, 3)."""
        x = self.etats(lot, oubli)
        return self._roles(x, lot, oubli), self._qui(x, lot, oubli)

    def _roles(self, x: Any, lot: Any, oubli: float) -> Any:
        des_messages = tf.gather(x, lot["qui"])
        soi = tf.einsum("ct,cth->ch", lot["spans"], des_messages)
        masque = tf.gather(lot["masque"], lot["qui"])
        tout = tf.einsum("ct,cth->ch", masque, des_messages)
        tout /= tf.reduce_sum(masque, axis=1, keepdims=True)
        connus = tf.cast(lot["bags"] > 0, tf.float32)
        sac = tf.einsum("cb,cbs->cs", connus, tf.gather(self.sac, lot["bags"]))
        entree = tf.nn.dropout(tf.concat([soi, tout, sac], axis=1), 2 * oubli)
        cachee = tf.nn.gelu(entree @ self.tete_1[0] + self.tete_1[1], approximate=False)
        logits = tf.nn.dropout(cachee, 2 * oubli) @ self.tete_2[0] + self.tete_2[1]
        return logits + (lot["permis"] - 1) * 1e9

    def _qui(self, x: Any, lot: Any, oubli: float) -> Any:
        """One look over the pieces for each answer."""
        notes = x @ self.regard[0] + self.regard[1] + (lot["corps"][:, :, None] - 1) * 1e9
        vus = tf.einsum("btk,bth->bkh", tf.nn.softmax(notes, axis=1), x)
        forme = tf.shape(vus)
        tout = tf.nn.dropout(tf.reshape(vus, (forme[0], -1)), 2 * oubli)
        return tout @ self.profil[0] + self.profil[1]


def _constantes(couche: Couche) -> dict[str, Any]:
    faites: dict[str, Any] = {}
    for nom in MATRICES:
        faites[nom] = tf.constant(getattr(couche, nom))
        faites[nom + "_b"] = tf.constant(getattr(couche, nom + "_b"))
    return faites | {"norme_1": couche.norme_1, "norme_2": couche.norme_2}


def _normer(x: Any, norme: Any) -> Any:
    moyenne, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
    return (x - moyenne) * tf.math.rsqrt(variance + 1e-12) * norme[0] + norme[1]
