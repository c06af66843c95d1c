"""How far the events were read, and which ids were jumped over.

Under PostgreSQL a transaction takes its id before it commits: a higher one may be seen first. An
id that is missing is looked for again during a day, far longer than Rasa takes to write a turn; an
id that a failed transaction took never comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.projection.source import Nouveau

ATTENTE = timedelta(days=1)


@dataclass(frozen=True)
class Trou:
    """Ids from `de` to `a`, not there when first missed at `vu`."""

    de: int
    a: int
    vu: datetime


def trous(dernier: int, nouveaux: Iterable[Nouveau], vu: datetime) -> list[Trou]:
    """What is missing between `dernier` and these, all higher and in the order of their ids.

    Before an event of long ago, what is missing was erased, or never came: nothing is waited for.
    """
    manquants, precedent = [], dernier
    for nouveau in nouveaux:
        if nouveau.id > precedent + 1 and vu.timestamp() - nouveau.le < ATTENTE.total_seconds():
            manquants.append(Trou(precedent + 1, nouveau.id - 1, vu))
        precedent = nouveau.id
    return manquants


def combler(attendus: Iterable[Trou], venus: Iterable[int]) -> list[Trou]:
    """What is still missing once these ids, in order, have come."""
    restants: list[Trou] = []
    presents = list(venus)
    for trou in attendus:
        debut = trou.de
        for identifiant in (i for i in presents if trou.de <= i <= trou.a):
            if identifiant > debut:
                restants.append(Trou(debut, identifiant - 1, trou.vu))
            debut = identifiant + 1
        if debut <= trou.a:
            restants.append(Trou(debut, trou.a, trou.vu))
    return restants


def encore_attendus(attendus: Iterable[Trou], maintenant: datetime) -> list[Trou]:
    return [t for t in attendus if maintenant - t.vu < ATTENTE]


def en_json(attendus: Iterable[Trou]) -> list[list[object]]:
    return [[t.de, t.a, t.vu.isoformat()] for t in attendus]


def depuis_json(brut: Iterable[list[object]]) -> list[Trou]:
    return [Trou(int(str(de)), int(str(a)), datetime.fromisoformat(str(vu))) for de, a, vu in brut]
