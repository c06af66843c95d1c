"""The pictures of the report: intents taken for others, and what each threshold refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import numpy as np
from matplotlib import pyplot as plt

ENCRE, TRAITS = "#1b2a49", ("#1b6ca8", "#c8553d")


def confusion(attendus: Sequence[str], trouves: Sequence[str], chemin: Path) -> None:
    """A row for each intent meant, a column for each understood; counts that are not zero."""
    noms = sorted(set(attendus) | set(trouves))
    rang = {nom: i for i, nom in enumerate(noms)}
    table = np.zeros((len(noms), len(noms)), dtype=int)
    for a, t in zip(attendus, trouves, strict=True):
        table[rang[a], rang[t]] += 1
    parts = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    figure, axes = plt.subplots(figsize=(1.5 + 0.55 * len(noms), 1.2 + 0.5 * len(noms)))
    axes.imshow(parts, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(noms)), noms, rotation=60, ha="right")
    axes.set_yticks(range(len(noms)), noms)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    for i, j in zip(*np.nonzero(table), strict=True):
        axes.text(
            j,
            i,
            str(table[i, j]),
            ha="center",
            va="center",
            fontsize=8,
            color="white" if parts[i, j] > 0.5 else ENCRE,
        )
    garder(figure, chemin)


def seuils(hors: Sequence[float], dedans: Sequence[float], retenu: float, chemin: Path) -> None:
    """Share refused, out of scope and in scope, by threshold; each sentence has its own."""
    abscisses = np.linspace(0, 0.95, 96)
    figure, axes = plt.subplots(figsize=(7, 4))
    for valeurs, nom, trait in (
        (hors, "out of scope, refused", TRAITS[0]),
        (dedans, "in scope, refused wrongly", TRAITS[1]),
    ):
        axes.plot(
            abscisses, [np.mean(np.array(valeurs) < s) for s in abscisses], color=trait, label=nom
        )
    axes.axvline(retenu, color=ENCRE, linestyle=":", label=f"threshold kept: {retenu}")
    axes.set_xlabel("fallback threshold")
    axes.set_ylabel("share of sentences")
    axes.set_ylim(0, 1)
    axes.legend()
    axes.grid(alpha=0.3)
    garder(figure, chemin)


def garder(figure: plt.Figure, chemin: Path) -> None:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(chemin, dpi=110)
    plt.close(figure)
