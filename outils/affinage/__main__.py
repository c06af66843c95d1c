"""Tunes the encoder: `python -m outils.affinage [--plis N] [--sans-finale]`, some two hours.

Authors are left out a fold at a time; what is said of their messages by a network that never saw
them goes to poids/hors_pli.json.gz (calibration and figures). Then one network of all of them goes
to poids/affine.npz.
"""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from rich.progress import Progress, TimeElapsedColumn

from outils.affinage.apprentissage import Reglages, entrainer, juger
from outils.affinage.donnees import Donnee, donnees
from outils.affinage.ecriture import ecrire
from vte.lecture.corpus import messages
from vte.lecture.encodeur import Poids, poids_d_origine
from vte.lecture.entrainement import exemples_de
from vte.lecture.roles.exemples import Exemple
from vte.lecture.roles.hors_pli import HORS_PLI, ecrire_hors_pli, plis
from vte.lecture.roles.profond import AFFINE


def principal(arguments: Sequence[str] | None = None) -> int:
    lus = _arguments().parse_args(arguments)
    reglages = replace(
        Reglages(),
        **{f.name: v for f in fields(Reglages) if (v := getattr(lus, f.name)) is not None},
    )
    poids = poids_d_origine()
    colonnes = (*Progress.get_default_columns(), TimeElapsedColumn())
    with Progress(*colonnes) as barre:
        suivi = barre.add_task("candidats")
        exemples, rejouees = exemples_de(
            messages(), lambda _, fait, total: barre.update(suivi, completed=fait, total=total)
        )
        toutes = donnees([*exemples, *rejouees], poids)
        if lus.plis:
            _hors_pli(exemples, rejouees, toutes, poids, reglages, lus, barre)
        if not lus.sans_finale:
            reseau, vocab = entrainer(toutes, poids, reglages, barre)
            ecrire(AFFINE, reseau, vocab)
    return 0


def _hors_pli(
    exemples: Sequence[Exemple],
    rejouees: Sequence[Exemple],
    toutes: Sequence[Donnee],
    poids: Poids,
    reglages: Reglages,
    lus: argparse.Namespace,
    barre: Progress,
) -> None:
    """`toutes`: of the examples, then of those learnt once more, of which nothing is said."""
    auteurs = [e.message.auteur for e in (*exemples, *rejouees)]
    juges = {}
    for numero, dehors in enumerate(plis(auteurs, lus.plis)):
        if lus.un_pli is not None and numero != lus.un_pli:
            continue
        apprises = [d for d, a in zip(toutes, auteurs, strict=True) if a not in dehors]
        places = [i for i, e in enumerate(exemples) if e.message.auteur in dehors]
        reseau, vocab = entrainer(apprises, poids, reglages, barre)
        for i, juge in zip(places, juger(reseau, vocab, [toutes[i] for i in places]), strict=True):
            juges[i] = juge
        ecrire_hors_pli(lus.vers or HORS_PLI, exemples, juges)
        if lus.garder:
            ecrire(Path(lus.garder) / f"pli{numero}.npz", reseau, vocab)
        print(f"pli {numero} : {', '.join(sorted(dehors))}", flush=True)


def _arguments() -> argparse.ArgumentParser:
    lus = argparse.ArgumentParser(description=__doc__)
    lus.add_argument("--plis", type=int, default=3)
    lus.add_argument("--un-pli", type=int, default=None)
    lus.add_argument("--sans-finale", action="store_true")
    lus.add_argument("--vers", default=None)
    lus.add_argument("--garder", default=None, help="dossier où garder le réseau de chaque pli")
    for f in fields(Reglages):
        lus.add_argument(f"--{f.name.replace('_', '-')}", type=type(f.default), default=None)
    return lus


if __name__ == "__main__":
    sys.exit(principal())
