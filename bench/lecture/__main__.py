"""`make eval`: facts, on marked messages whose author was left out.

Writes docs/lecture.md and its pictures; `--fichiers` prints the figures of the served reader on
files that are not in the project, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.lecture import calibration, fichiers, figures
from bench.lecture.comptes import bilan
from bench.lecture.confusion import confusion
from bench.lecture.mesures import Mesures, mesurer
from bench.lecture.pli import VITE
from bench.lecture.rapport import ecrire, par_auteur
from bot.environment import ROOT
from vte.erreurs import ErreurVTE

RAPPORT = ROOT / "docs" / "lecture.md"
IMAGES = ROOT / "docs" / "images"


def principal(arguments: Sequence[str] | None = None) -> int:
    choix = _arguments().parse_args(arguments)
    try:
        if choix.fichiers:
            print("\n".join(fichiers.chiffres(choix.fichiers)))
            return 0
        mesures = mesurer(avec_cout=not choix.sans_cout)
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        return 1
    dessiner(mesures)
    RAPPORT.write_text(ecrire(mesures), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))
    return 0


def dessiner(m: Mesures) -> None:
    dites = m.dites(m.dernier)
    lecteurs = {n: calibration.cases(calibration.paris(m.dites(n))) for n in m.lus.dites}
    figures.calibration(lecteurs, IMAGES / "lecture-calibration.png")
    figures.confusion(confusion(dites, m.exemples), IMAGES / "lecture-confusion.png")
    figures.auteurs(par_auteur(dites), IMAGES / "lecture-auteurs.png")
    entiers = {nom: bilan(m.dites(nom)) for nom in m.lus.dites if nom != VITE}
    figures.courbe(m.points, entiers, IMAGES / "lecture-courbe.png")


def _arguments() -> argparse.ArgumentParser:
    lus = argparse.ArgumentParser(description=__doc__)
    lus.add_argument("--sans-cout", action="store_true", help="no times, no memory")
    lus.add_argument("--fichiers", type=Path, nargs="+", metavar="JSONL", help="marked messages")
    return lus


if __name__ == "__main__":
    sys.exit(principal())
