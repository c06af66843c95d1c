"""Tunes the encoder that tells kinds of messages: `python -m outils.affinage.intents`.

Half an hour. It learns from the examples of data/nlu and writes vte/comprehension/poids/affine.npz.
"""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from rich.progress import Progress, TimeElapsedColumn

from outils.affinage.apprentissage import Groupes, sans
from outils.affinage.ecriture import des_couches, en_demi
from outils.affinage.reseau import Couches, dense
from vte.comprehension.encoder import TUNED, pieces
from vte.contenu import NLU, exemples
from vte.lecture.encodeur import Jetons, Poids, poids_d_origine
from vte.texte import aplatir

CACHEE = 256
_APLATIS = 0.25  # of the sentences of a round lose their accents and capitals, as people type


@dataclass(frozen=True)
class Reglages:
    """`couches`: how many of the encoder's; `rang`: of their changes; `pas`, `pas_tete`: rates."""

    couches: int = 7
    rang: int = 16
    tours: int = 8
    lot: int = 32
    pas: float = 6e-4
    pas_tete: float = 2e-3
    oubli: float = 0.1
    lissage: float = 0.05
    graine: int = 7


class DesIntents(Couches):
    """With a head on the mean of the pieces."""

    def __init__(self, poids: Poids, r: Reglages, intents: int) -> None:
        init = np.random.default_rng(r.graine)
        super().__init__(poids, r.couches, r.rang, init)
        self.tete_1, self.tete_2 = dense(self.taille, CACHEE, init), dense(CACHEE, intents, init)

    def __call__(self, lot: dict[str, Any], oubli: float) -> Any:
        """(messages, intents): logits."""
        x = self.etats(lot, oubli)
        moyenne = tf.einsum("bt,bth->bh", lot["corps"], x)
        moyenne /= tf.reduce_sum(lot["corps"], axis=1, keepdims=True)
        moyenne = tf.nn.dropout(moyenne, 2 * oubli)
        cachee = tf.nn.gelu(moyenne @ self.tete_1[0] + self.tete_1[1], approximate=False)
        return tf.nn.dropout(cachee, 2 * oubli) @ self.tete_2[0] + self.tete_2[1]


_SIGNATURE = {
    "mots": tf.TensorSpec((None, None, 384), tf.float32),
    "masque": tf.TensorSpec((None, None), tf.float32),
    "corps": tf.TensorSpec((None, None), tf.float32),
    "voulus": tf.TensorSpec((None,), tf.int32),
}


def principal(arguments: Sequence[str] | None = None) -> int:
    lus = argparse.ArgumentParser(description=__doc__)
    lus.add_argument("--tours", type=int, default=Reglages.tours)
    lus.add_argument("--couches", type=int, default=Reglages.couches)
    lus.add_argument("--vers", type=Path, default=TUNED)
    choix = lus.parse_args(arguments)
    reglages = Reglages(tours=choix.tours, couches=choix.couches)
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn()) as barre:
        reseau, intents = entrainer(exemples(NLU), poids_d_origine(), reglages, barre)
    ecrire(choix.vers, reseau, intents)
    return 0


def entrainer(
    appris: Sequence[tuple[str, str]], poids: Poids, r: Reglages, barre: Progress
) -> tuple[DesIntents, list[str]]:
    """The tuned network, and the intents that it tells; `appris`: sentences and their intents."""
    intents = sorted({intent for _, intent in appris})
    hasard = np.random.default_rng(r.graine)
    tf.random.set_seed(r.graine)
    reseau = DesIntents(poids, r, len(intents))
    tete = [*reseau.tete_1, *reseau.tete_2]
    corps = sans(reseau.trainable_variables, tete)
    total = -(-len(appris) // r.lot) * r.tours
    groupes = Groupes(((corps, r.pas), (tete, r.pas_tete)), total)

    @tf.function(input_signature=[_SIGNATURE])  # type: ignore[misc]
    def pas(lot: dict[str, Any]) -> Any:
        with tf.GradientTape() as bande:
            voulus = tf.one_hot(lot["voulus"], len(intents))
            voulus = voulus * (1 - r.lissage) + r.lissage / len(intents)
            logits = reseau(lot, r.oubli)
            perte = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(voulus, logits))
        groupes.descendre(bande, perte)
        return perte

    jetons = Jetons(poids.pieces, poids.inconnue, poids.remplacees)
    suivi = barre.add_task("affinage", total=total)
    for _ in range(r.tours):
        for lot in _lots(appris, intents, jetons, r.lot, hasard):
            lot["mots"] = reseau.plonger(lot.pop("ids"))
            perte = pas({nom: tf.constant(v) for nom, v in lot.items()})
            barre.update(suivi, advance=1, description=f"affinage, perte {float(perte):.3f}")
    return reseau, intents


def _lots(
    appris: Sequence[tuple[str, str]],
    intents: Sequence[str],
    jetons: Jetons,
    taille: int,
    hasard: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    """Batches of sentences of about the same length, in random order."""
    rang = {intent: i for i, intent in enumerate(intents)}
    lues = [
        (pieces(jetons, aplatir(t) if hasard.random() < _APLATIS else t), rang[i])
        for t, i in appris
    ]
    lues.sort(key=lambda lue: len(lue[0]) + hasard.random() * 6)
    paquets = [lues[i : i + taille] for i in range(0, len(lues), taille)]
    hasard.shuffle(paquets)  # type: ignore[arg-type]
    for paquet in paquets:
        yield _lot(paquet)


def _lot(paquet: Sequence[tuple[list[int], int]]) -> dict[str, Any]:
    longueur = max(len(ids) for ids, _ in paquet)
    ids = np.ones((len(paquet), longueur), np.int32)
    masque, corps = (np.zeros((len(paquet), longueur), np.float32) for _ in range(2))
    for i, (siens, _) in enumerate(paquet):
        n = len(siens)
        ids[i, :n], masque[i, :n] = siens, 1
        corps[i, 1 : max(2, n - 1)] = 1
    voulus = np.array([intent for _, intent in paquet], np.int32)
    return {"ids": ids, "masque": masque, "corps": corps, "voulus": voulus}


def ecrire(fichier: Path, reseau: DesIntents, intents: Sequence[str]) -> None:
    """As vte.comprehension.encoder loads it."""
    ecrits = des_couches(reseau)
    for nom, couple in (("1", reseau.tete_1), ("2", reseau.tete_2)):
        ecrits[f"tete.{nom}.w"], ecrits[f"tete.{nom}.b"] = couple
    fichier.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        fichier,
        **en_demi(ecrits),
        intents=np.array(json.dumps(list(intents), ensure_ascii=False)),
        couches=np.array(len(reseau.changes)),
    )


if __name__ == "__main__":
    sys.exit(principal())
