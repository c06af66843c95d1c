"""The training itself: batches, losses, a learning rate that warms up and fades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from rich.progress import Progress

from outils.affinage.donnees import BAG, Donnee, lots, vocabulaire
from outils.affinage.reseau import Affine
from vte.lecture.encodeur import Poids
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.profond import ROLES_LUS


@dataclass(frozen=True)
class Reglages:
    """`couches`: how many of the encoder's; `rang`: of their changes; `pas`, `pas_tetes`: rates."""

    couches: int = 9
    rang: int = 16
    tours: int = 6
    lot: int = 16
    pas: float = 4e-4
    pas_tetes: float = 1.5e-3
    oubli: float = 0.1
    plates: float = 0.25
    profil: float = 0.5
    graine: int = 7


_SIGNATURE = {
    "mots": tf.TensorSpec((None, None, 384), tf.float32),
    "masque": tf.TensorSpec((None, None), tf.float32),
    "corps": tf.TensorSpec((None, None), tf.float32),
    "profil": tf.TensorSpec((None,), tf.int32),
    "qui": tf.TensorSpec((None,), tf.int32),
    "spans": tf.TensorSpec((None, None), tf.float32),
    "bags": tf.TensorSpec((None, BAG), tf.int32),
    "permis": tf.TensorSpec((None, len(ROLES_LUS)), tf.float32),
    "roles": tf.TensorSpec((None,), tf.int32),
}


def entrainer(
    apprises: Sequence[Donnee], poids: Poids, reglages: Reglages, barre: Progress
) -> tuple[Affine, list[str]]:
    """The tuned network, and the clues that it knows."""
    vocab = vocabulaire(apprises)
    hasard = np.random.default_rng(reglages.graine)
    tf.random.set_seed(reglages.graine)
    reseau = Affine(poids, reglages.couches, reglages.rang, len(vocab), reglages.graine)
    tetes = [reseau.sac, *reseau.tete_1, *reseau.tete_2, *reseau.regard, *reseau.profil]
    corps = sans(reseau.trainable_variables, tetes)
    pas_par_tour = -(-len(apprises) // reglages.lot)
    total = pas_par_tour * reglages.tours
    groupes = Groupes(((corps, reglages.pas), (tetes, reglages.pas_tetes)), total)

    @tf.function(input_signature=[_SIGNATURE])  # type: ignore[misc]
    def pas(lot: dict[str, Any]) -> Any:
        with tf.GradientTape() as bande:
            roles, qui = reseau(lot, reglages.oubli)
            perte = _perte(roles, lot["roles"]) + reglages.profil * _perte(qui, lot["profil"])
        groupes.descendre(bande, perte)
        return perte

    suivi = barre.add_task("affinage", total=total)
    for _ in range(reglages.tours):
        for _, lot in lots(apprises, vocab, reglages.lot, hasard, reglages.plates):
            perte = pas(_pret(reseau, lot))
            barre.update(suivi, advance=1, description=f"affinage, perte {float(perte):.3f}")
    barre.remove_task(suivi)
    return reseau, vocab


def _pret(reseau: Affine, lot: dict[str, Any]) -> dict[str, Any]:
    return {nom: tf.constant(v) for nom, v in lot.items() if nom != "ids"} | {
        "mots": tf.constant(reseau.plonger(lot["ids"]))
    }


def _perte(logits: Any, voulus: Any) -> Any:
    pertes = tf.nn.sparse_softmax_cross_entropy_with_logits(voulus, logits)
    return tf.reduce_sum(pertes) / tf.cast(tf.maximum(tf.size(pertes), 1), tf.float32)


def juger(
    reseau: Affine, vocab: Sequence[str], donnees: Sequence[Donnee]
) -> list[tuple[Tableau, Tableau]]:
    """Of each message: log-probabilities (candidates, roles) and (3,) of who writes."""

    @tf.function(input_signature=[_SIGNATURE])  # type: ignore[misc]
    def avant(lot: dict[str, Any]) -> Any:
        roles, qui = reseau(lot, 0.0)
        return tf.nn.log_softmax(roles), tf.nn.log_softmax(qui)

    juges: dict[int, tuple[Tableau, Tableau]] = {}
    for places, lot in lots(donnees, vocab, 32):
        roles, qui = (x.numpy() for x in avant(_pret(reseau, lot)))
        for rang, place in enumerate(places):
            juges[place] = (roles[lot["qui"] == rang], qui[rang])
    return [juges[i] for i in range(len(donnees))]


def sans(variables: Sequence[Any], autres: Sequence[Any]) -> list[Any]:
    """Those that are none of the others: a variable is compared by what it is, not by its value."""
    return [v for v in variables if not any(v is a for a in autres)]


class Groupes:
    """Weights in groups, each with its own rate, over `total` steps.

    `groupes`: of each, its variables and its rate.
    """

    def __init__(self, groupes: Sequence[tuple[list[Any], float]], total: int) -> None:
        self._variables = tuple(variables for variables, _ in groupes)
        self._optimiseurs = [
            tf.keras.optimizers.AdamW(_Fondu(taux, total), weight_decay=0.01, clipnorm=1.0)
            for _, taux in groupes
        ]
        for optimiseur, variables in zip(self._optimiseurs, self._variables, strict=True):
            optimiseur.build(variables)

    def descendre(self, bande: Any, perte: Any) -> None:
        """One step down the gradient of `perte`, as `bande` has recorded it."""
        gradients = bande.gradient(perte, self._variables)
        for i, variables in enumerate(self._variables):
            self._optimiseurs[i].apply_gradients(list(zip(gradients[i], variables)))  # noqa: B905


class _Fondu(tf.keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """Rises over the first twentieth, then falls in a straight line to nothing."""

    def __init__(self, taux: float, total: int) -> None:
        self._taux, self._total = taux, total

    def __call__(self, step: Any) -> Any:
        part = tf.cast(step, tf.float32) / self._total
        return self._taux * tf.minimum(part / 0.05, (1 - part) / 0.95)
