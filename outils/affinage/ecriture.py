"""Writes what was learnt as the reader loads it (vte.lecture.roles.profond)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from outils.affinage.reseau import Affine


def tableaux(reseau: Affine, vocab: Sequence[str]) -> dict[str, Any]:
    """Half precision: the changes of the layers, their norms, the heads, the clues known."""
    ecrits: dict[str, Any] = {}
    for i, (changes, normes) in enumerate(zip(reseau.changes, reseau.normes, strict=True)):
        for nom, (a, b) in changes.items():
            ecrits[f"{i}.{nom}.a"], ecrits[f"{i}.{nom}.b"] = a, b
        ecrits[f"{i}.normes"] = np.stack([n.numpy() for n in normes])
    for nom, couple in (
        ("1", reseau.tete_1),
        ("2", reseau.tete_2),
        ("regard", reseau.regard),
        ("profil", reseau.profil),
    ):
        ecrits[f"tete.{nom}.w"], ecrits[f"tete.{nom}.b"] = couple
    ecrits["tete.sac"] = reseau.sac
    demi = {nom: np.asarray(v).astype(np.float16) for nom, v in ecrits.items()}
    return demi | {
        "clues": np.array(json.dumps(list(vocab), ensure_ascii=False)),
        "couches": np.array(len(reseau.changes)),
    }


def ecrire(fichier: Path, reseau: Affine, vocab: Sequence[str]) -> None:
    fichier.parent.mkdir(exist_ok=True)
    np.savez_compressed(fichier, **tableaux(reseau, vocab))
