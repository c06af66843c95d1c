"""The learning curve: what more authors to learn from give, on authors that were not learnt."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.lecture.comptes import Bilan, Dite, bilan
from bench.lecture.pli import decider_de, masquer
from vte.lecture.decision import Seuils
from vte.lecture.entrainement import Appris, en_logs_permis, juger
from vte.lecture.roles.fusion import Melange
from vte.lecture.roles.hors_pli import plis
from vte.lecture.roles.simple import CLASSES, Simple

PLIS = 4  # authors read at each point; every author is read once
_BRUTES = {n: Melange(np.eye(len(cs)), np.zeros(len(cs))) for n, cs in CLASSES.items()}
_SEUILS = Seuils()  # the same at every point: 0.6 to be taken, 0.4 to be asked back


@dataclass(frozen=True)
class Point:
    auteurs: int  # learnt from
    messages: float  # of theirs, on average over the folds
    bilan: Bilan


def paliers(auteurs: int) -> list[int]:
    """1, 2, 4, 8… and all."""
    doubles = [1 << i for i in range(auteurs.bit_length()) if 1 << i < auteurs]
    return [*doubles, auteurs]


def courbe(appris: Appris) -> list[Point]:
    """The quick model, without the mixture, at each step, on the same messages."""
    auteurs = sorted({e.message.auteur for e in appris.exemples})
    des_plis = plis(auteurs, PLIS)
    plus = len(auteurs) - max(map(len, des_plis))
    return [_point(appris, auteurs, des_plis, n) for n in paliers(plus)]


def _point(
    appris: Appris, auteurs: Sequence[str], des_plis: Sequence[set[str]], nombre: int
) -> Point:
    dites: list[Dite] = []
    messages = 0
    for lus in des_plis:
        apprenables = [a for a in auteurs if a not in lus]
        random.Random(7).shuffle(apprenables)
        choisis = set(apprenables[:nombre])
        messages += sum(e.message.auteur in choisis for e in appris.exemples)
        dites += _lire(appris, appris.sauf(set(auteurs) - choisis), lus)
    return Point(nombre, messages / len(des_plis), bilan(dites))


def _lire(appris: Appris, simple: Simple, lus: set[str]) -> Iterator[Dite]:
    logs = en_logs_permis(appris, {n: simple(n, x) for n, (x, _, _) in appris.natures.items()})
    siens = masquer(appris, logs, lus, dedans=False)
    return (decider_de(j, _SEUILS) for j in juger(appris, _BRUTES, siens))
