"""Writes what was learnt as the reader loads it (vte.lecture.roles.profond)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from outils.affinage.reseau import Affine, Couches


def tableaux(reseau: Affine, vocab: Sequence[str]) -> dict[str, Any]:
    """Half precision: the changes of the layers, their norms, the heads, the clues known."""
    ecrits = des_couches(reseau)
    for nom, couple in (
        ("1", reseau.tete_1),
        ("2", reseau.tete_2),
        ("regard", reseau.regard),
        ("profil", reseau.profil),
    ):
        ecrits[f"tete.{nom}.w"], ecrits[f"tete.{nom}.b"] = couple
    ecrits["tete.sac"] = reseau.sac
    return en_demi(ecrits) | {
        "clues": np.array(json.dumps(list(vocab), ensure_ascii=False)),
        "couches": np.array(len(reseau.changes)),
    }


def des_couches(reseau: Couches) -> dict[str, Any]:
    """The changes of each layer and its norms."""
    ecrits: dict[str, Any] = {}
    for i, (changes, normes) in enumerate(zip(reseau.changes, reseau.normes, strict=True)):
        for nom, (a, b) in changes.items():
            ecrits[f"{i}.{nom}.a"], ecrits[f"{i}.{nom}.b"] = a, b
        ecrits[f"{i}.normes"] = np.stack([n.numpy() for n in normes])
    return ecrits


def en_demi(ecrits: dict[str, Any]) -> dict[str, Any]:
    """The same in half precision."""
    return {nom: np.asarray(v).astype(np.float16) for nom, v in ecrits.items()}


def ecrire(fichier: Path, reseau: Affine, vocab: Sequence[str]) -> None:
    fichier.parent.mkdir(exist_ok=True)
    np.savez_compressed(fichier, **tableaux(reseau, vocab))
