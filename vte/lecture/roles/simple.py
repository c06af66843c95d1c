"""The quick model: one logistic regression a kind of candidate, and one for who writes.

It reads the clues of roles/indices.py, needs no encoder, and is trained in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression

from vte import horloge
from vte.lecture.candidats import A_VENIR, ROLES, Candidat
from vte.lecture.decision import PROFIL
from vte.lecture.encodeur.poids import Tableau
from vte.lecture.roles.exemples import PROFILS, RIEN, Exemple
from vte.lecture.roles.indices import Phrase, indices, indices_du_message

_TAILLE = 1 << 17  # columns that the clues are hashed into
_FORCE = 3.0  # inverse of the penalty
_INFIME = 1e-9
_JAMAIS = -20.0  # margin of a class that was never seen
CLASSES: Mapping[str, tuple[str, ...]] = {
    nature: (RIEN, *roles) for nature, roles in ROLES.items()
} | {PROFIL: (RIEN, *PROFILS)}


@dataclass(frozen=True)
class Regression:
    """One kind's weights, (columns, classes) side by side, and what each class begins with."""

    classes: tuple[str, ...]
    poids: Tableau
    socle: Tableau


def melanger(listes: Sequence[Sequence[str]]) -> Any:
    """(examples, _TAILLE), sparse, each row of length 1."""
    hasher = FeatureHasher(_TAILLE, input_type="string", alternate_sign=False)
    colonnes = hasher.transform(listes)
    colonnes.data[:] = np.minimum(colonnes.data, 1)
    normes = np.sqrt(colonnes.multiply(colonnes).sum(axis=1)).A1
    colonnes.data /= np.repeat(np.maximum(normes, 1), np.diff(colonnes.indptr)) / 4
    return colonnes


class Simple:
    """Probabilities of each class of CLASSES, kind by kind."""

    def __init__(self, regressions: Mapping[str, Regression]) -> None:
        self.regressions = regressions

    @classmethod
    def entrainer(cls, natures: Mapping[str, tuple[Any, Sequence[str]]]) -> Simple:
        """`natures`: of each kind, the mixed clues of its examples, and their classes."""
        return cls({nature: _ajuster(nature, x, y) for nature, (x, y) in natures.items()})

    def __call__(self, nature: str, colonnes: Any) -> Tableau:
        """(examples, classes of the kind): probabilities, in the order of CLASSES."""
        regression = self.regressions[nature]
        marges = colonnes @ regression.poids + regression.socle
        marges -= marges.max(axis=1, keepdims=True)
        parts = np.exp(marges)
        probabilites: Tableau = parts / parts.sum(axis=1, keepdims=True)
        return probabilites


def _ajuster(nature: str, x: Any, y: Sequence[str]) -> Regression:
    """One against the rest, class by class: a hundred times quicker than all at once, as right."""
    classes = CLASSES[nature]
    poids = np.zeros((x.shape[1], len(classes)), dtype=np.float32)
    socle = np.full(len(classes), _JAMAIS, dtype=np.float32)
    vues = [c for c in classes if c in set(y)]
    if len(vues) == 1:
        socle[classes.index(vues[0])] = 0
        return Regression(classes, poids, socle)
    modele = LogisticRegression(C=_FORCE, solver="liblinear", dual=True, tol=1e-2, random_state=0)
    modele.fit(x, y)
    apprises = [classes.index(c) for c in modele.classes_]
    signes = (-0.5, 0.5) if len(vues) == 2 else (1.0,)  # of two, scikit-learn keeps one row
    poids[:, apprises] = np.concatenate([signe * modele.coef_ for signe in signes]).T
    socle[apprises] = np.concatenate([signe * modele.intercept_ for signe in signes])
    return Regression(classes, poids, socle)


def en_logs(probabilites: Tableau) -> Tableau:
    """Log-probabilities; of what is impossible too, a number."""
    logs: Tableau = np.log(np.maximum(probabilites, _INFIME))
    return logs


def permettre(candidat: Candidat, probabilites: Tableau) -> Tableau:
    """(classes,): none of a role that the candidate has no value for.

    A date that lies ahead cannot be that of a diploma obtained: then it is of one to come, and the
    other way round.
    """
    parts = dict(zip(CLASSES[candidat.nature], probabilites, strict=True))
    for role, autre in (("date_diplome", A_VENIR), (A_VENIR, "date_diplome")):
        if autre in parts and role not in candidat.valeurs and autre in candidat.valeurs:
            parts[autre] += parts[role]
    gardees = [p if c == RIEN or c in candidat.valeurs else 0.0 for c, p in parts.items()]
    return np.array(gardees) / (sum(gardees) or 1.0)


def colonnes(exemples: Sequence[Exemple]) -> dict[str, tuple[Any, list[str], list[int]]]:
    """Of each kind: mixed clues, classes, and of which example (by its place) each row is."""
    listes: dict[str, tuple[list[list[str]], list[str], list[int]]] = {
        nature: ([], [], []) for nature in CLASSES
    }
    phrases = Phrase.de_chacun([e.message.texte for e in exemples])
    for place, (e, phrase) in enumerate(zip(exemples, phrases, strict=True)):
        for candidat, role in zip(e.candidats, e.roles, strict=True):
            with horloge.au(e.message.jour):
                clues = indices(phrase, candidat, e.candidats, e.message.question)
            _ajouter(listes[candidat.nature], clues, role, place)
        _ajouter(listes[PROFIL], indices_du_message(phrase, e.message.question), e.profil, place)
    return {nature: (melanger(x), y, z) for nature, (x, y, z) in listes.items() if x}


def _ajouter(
    liste: tuple[list[list[str]], list[str], list[int]], clues: list[str], role: str, place: int
) -> None:
    liste[0].append(clues)
    liste[1].append(role)
    liste[2].append(place)


def colonnes_d_un_candidat(
    phrase: Phrase, candidat: Candidat, tous: Sequence[Candidat], question: str | None
) -> Any:
    return melanger([indices(phrase, candidat, tous, question)])
