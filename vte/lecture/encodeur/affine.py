"""A layer of the encoder as it was tuned: each matrix changed by a product of two thin ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from vte.erreurs import ErreurVTE
from vte.lecture.encodeur.poids import Couche, Tableau

MATRICES = ("qkv", "sortie", "monte", "descend")


def lire(fichier: Path, absent: ErreurVTE) -> dict[str, Tableau]:
    """The arrays that a tuning wrote to `fichier`. Error: `absent`, where there is none."""
    if not fichier.exists():
        raise absent
    with np.load(fichier, allow_pickle=False) as lus:
        return {nom: lus[nom] for nom in lus.files}


def changee(couche: Couche, affine: Mapping[str, Tableau], i: int) -> Couche:
    """Layer `i` with what `affine` holds of it: « 3.qkv.a », « 3.qkv.b », « 3.normes »."""
    changes: dict[str, Tableau] = {}
    for nom in MATRICES:
        if f"{i}.{nom}.a" in affine:
            a, b = (affine[f"{i}.{nom}.{x}"].astype(np.float32) for x in "ab")
            changes[nom] = getattr(couche, nom) + a @ b
    n = [x.astype(np.float32) for x in affine[f"{i}.normes"]]
    return replace(couche, norme_1=(n[0], n[1]), norme_2=(n[2], n[3]), **changes)
