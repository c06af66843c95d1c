"""The pictures of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

from bench.comprehension.figures import ENCRE, TRAITS, garder
from bench.lecture.calibration import Case
from bench.lecture.comptes import Bilan
from bench.lecture.confusion import NOMS, Paires
from bench.lecture.courbe import Point

JUSTE, FAUX, GRIS = TRAITS[0], TRAITS[1], "#9aa5b1"


def calibration(lecteurs: Mapping[str, Sequence[Case]], chemin: Path) -> None:
    """What was announced against what was true; below, how many facts each bar stands on."""
    figure, (haut, bas) = plt.subplots(2, 1, figsize=(6, 6.5), sharex=True, height_ratios=(3, 1))
    haut.plot([0, 1], [0, 1], color=ENCRE, linestyle=":", label="as announced")
    for (nom, cases), trait in zip(lecteurs.items(), (*TRAITS, "#3f8f5b", GRIS), strict=False):
        x = [c.annoncee for c in cases]
        haut.plot(x, [c.vraie for c in cases], color=trait, marker="o", label=nom)
        bas.plot(x, [c.nombre for c in cases], color=trait, marker="o")
    haut.set_ylabel("share that was right")
    bas.set_ylabel("facts")
    bas.set_yscale("log")
    bas.set_xlabel("probability announced")
    haut.legend()
    for axes in (haut, bas):
        axes.grid(alpha=0.3)
    garder(figure, chemin)


def confusion(paires: Paires, chemin: Path) -> None:
    """A row for what a candidate is, a column for what it was taken for; counts that are not 0."""
    table = np.array([[paires[a, b] for b in NOMS] for a in NOMS])
    parts = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    figure, axes = plt.subplots(figsize=(9, 8))
    axes.imshow(parts, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(NOMS)), NOMS, rotation=60, ha="right")
    axes.set_yticks(range(len(NOMS)), NOMS)
    axes.set_xlabel("taken for")
    axes.set_ylabel("is")
    for i, j in zip(*np.nonzero(table), strict=True):
        couleur = "white" if parts[i, j] > 0.5 else ENCRE
        axes.text(j, i, str(table[i, j]), ha="center", va="center", fontsize=8, color=couleur)
    garder(figure, chemin)


def auteurs(bilans: Mapping[str, Bilan], chemin: Path) -> None:
    """Right and false of each author's messages, the best read first."""
    tries = sorted(bilans.items(), key=lambda x: -x[1].part("justes"))
    noms, places = [nom for nom, _ in tries], np.arange(len(tries))
    figure, axes = plt.subplots(figsize=(9, 4))
    justes = [b.part("justes") for _, b in tries]
    axes.bar(places - 0.2, justes, 0.4, color=JUSTE, label="all right")
    faux = [b.part("avec_faux") for _, b in tries]
    axes.bar(places + 0.2, faux, 0.4, color=FAUX, label="with a false fact")
    axes.set_xticks(places, noms, rotation=60, ha="right")
    axes.set_ylabel("share of messages")
    axes.set_ylim(0, 1)
    axes.grid(alpha=0.3, axis="y")
    axes.legend()
    garder(figure, chemin)


def courbe(points: Sequence[Point], entiers: Mapping[str, Bilan], chemin: Path) -> None:
    """Right and false by authors learnt from; `entiers`: other readers, which learnt from most."""
    figure, axes = plt.subplots(figsize=(7, 4))
    x = [p.auteurs for p in points]
    for champ, trait, nom in (
        ("justes", JUSTE, "all right"),
        ("avec_faux", FAUX, "with a false fact"),
    ):
        parts = [p.bilan.part(champ) for p in points]
        axes.plot(x, parts, color=trait, marker="o", label=f"quick model, {nom}")
        for (lecteur, b), signe in zip(entiers.items(), "^sD", strict=False):
            axes.plot(
                x[-1],
                b.part(champ),
                signe,
                color=trait,
                fillstyle="none",
                label=f"{lecteur}, {nom}",
            )
    axes.set_xscale("log", base=2)
    axes.set_xticks(x, [str(n) for n in x])
    axes.set_xlabel("authors learnt from")
    axes.set_ylabel("share of messages")
    axes.set_ylim(0, 1)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7)
    garder(figure, chemin)
