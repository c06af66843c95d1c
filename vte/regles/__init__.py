"""The rules of the VTE: a dossier and a dated barème give a verdict with its reasons.

`evaluer` judges; `comparer` says what a change would change, `pistes` what would make a refused
dossier eligible. `Verdict.en_json` is the verdict of CONTRACT, section 2.
"""

from vte.regles.catalogue import Catalogue, courant
from vte.regles.comparaison import Changement, Comparaison, comparer
from vte.regles.evaluation import evaluer
from vte.regles.pistes import Piste, pistes
from vte.regles.verdict import AideJugee, CritereJuge, Verdict

__all__ = [
    "AideJugee",
    "Catalogue",
    "Changement",
    "Comparaison",
    "CritereJuge",
    "Piste",
    "Verdict",
    "comparer",
    "courant",
    "evaluer",
    "pistes",
]
