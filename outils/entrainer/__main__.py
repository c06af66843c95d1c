"""`make entrainer`: learns the accepted corrections in a folder aside, and says what changes.

What is served is left as it is. Stopped, it may be run again: what was trained and measured is
kept in `.vte/entrainer`. Writes `.vte/entrainer/rapport.md`; then the sentences, and what was
trained on them, are there no more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.environment import ROOT
from outils.entrainer import apart
from outils.entrainer.comparaison import Mesure, comparer
from outils.entrainer.rapport import rapport
from vte.erreurs import ErreurVTE

RAPPORT = apart.ASIDE / "rapport.md"


def principal() -> int:
    try:
        apart.copy()
        apart.merge()
        if not apart.differs():
            apart.forget()
            print("Aucune correction acceptée n'est à apprendre : rien n'a été entraîné.")
            return 0
        if not apart.is_measured():
            apart.train()
        avant, apres = apart.measures(ROOT), apart.measures(apart.TREE)
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        return 1
    RAPPORT.write_text(rapport(comparer(_lire(avant), _lire(apres))), encoding="utf-8")
    apart.forget()
    print(RAPPORT.read_text(encoding="utf-8"))
    return 0


def _lire(fichier: Path) -> list[Mesure]:
    return [Mesure(**m) for m in json.loads(fichier.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    sys.exit(principal())
