"""The marked messages as arrays, in batches of like lengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from vte import horloge
from vte.lecture.encodeur import Jetons, Poids
from vte.lecture.roles.entree import Entree, entree, marques
from vte.lecture.roles.exemples import RIEN, Exemple
from vte.lecture.roles.profond import CLASSES_PROFIL, ROLES_LUS
from vte.texte import aplatir

BAG = 24  # clues of a candidate at most


@dataclass(frozen=True)
class Donnee:
    entree: Entree
    plate: Entree  # the same message in lower case, without accents
    marques: tuple[tuple[str, ...], ...]
    permis: tuple[tuple[bool, ...], ...]
    roles: tuple[int, ...]
    profil: int


def donnees(exemples: Sequence[Exemple], poids: Poids) -> list[Donnee]:
    jetons = Jetons(poids.pieces, poids.inconnue, poids.remplacees)
    lues = []
    for e in exemples:
        with horloge.au(e.message.jour):
            lues.append(_donnee(e, jetons))
    return lues


def _donnee(e: Exemple, jetons: Jetons) -> Donnee:
    m = e.message
    return Donnee(
        entree(jetons, m.texte, m.question, e.candidats),
        entree(jetons, aplatir(m.texte), m.question, e.candidats),
        tuple(tuple(marques(c, e.candidats, m.question)) for c in e.candidats),
        tuple(tuple(r == RIEN or r in c.valeurs for r in ROLES_LUS) for c in e.candidats),
        tuple(ROLES_LUS.index(r) for r in e.roles),
        CLASSES_PROFIL.index(e.profil),
    )


def vocabulaire(toutes: Sequence[Donnee]) -> list[str]:
    vus = Counter(m for d in toutes for ms in d.marques for m in ms)
    return sorted(m for m, n in vus.items() if n >= 3)


def lots(
    toutes: Sequence[Donnee],
    vocab: Sequence[str],
    taille: int,
    hasard: np.random.Generator | None = None,
    plates: float = 0.0,
) -> Iterator[tuple[list[int], dict[str, Any]]]:
    """(places in `toutes`, arrays): by length, in random order when `hasard` is given."""
    rang = {m: i + 1 for i, m in enumerate(vocab)}
    ordre = sorted(
        range(len(toutes)),
        key=lambda i: len(toutes[i].entree.ids) + (hasard.random() * 6 if hasard else 0),
    )
    paquets = [ordre[i : i + taille] for i in range(0, len(ordre), taille)]
    if hasard:
        hasard.shuffle(paquets)
    for paquet in paquets:
        choisies = [
            replace(d, entree=d.plate) if hasard and hasard.random() < plates else d
            for d in (toutes[i] for i in paquet)
        ]
        yield paquet, _lot(choisies, rang)


def _lot(choisies: Sequence[Donnee], rang: dict[str, int]) -> dict[str, Any]:
    longueur = max(len(d.entree.ids) for d in choisies)
    ids = np.ones((len(choisies), longueur), np.int32)
    masque = np.zeros((len(choisies), longueur), np.float32)
    corps = np.zeros((len(choisies), longueur), np.float32)
    qui, spans, bags, permis, roles = [], [], [], [], []
    for i, d in enumerate(choisies):
        n = len(d.entree.ids)
        ids[i, :n] = d.entree.ids
        masque[i, :n] = 1
        corps[i, d.entree.corps : n] = 1
        for (a, b), ms, p, r in zip(d.entree.places, d.marques, d.permis, d.roles, strict=True):
            span = np.zeros(longueur, np.float32)
            span[a:b] = 1 / (b - a)
            bag = np.zeros(BAG, np.int32)
            connues = [rang[m] for m in ms if m in rang][:BAG]
            bag[: len(connues)] = connues
            qui.append(i)
            spans.append(span)
            bags.append(bag)
            permis.append(p)
            roles.append(r)
    return {
        "ids": ids,
        "masque": masque,
        "corps": corps,
        "profil": np.array([d.profil for d in choisies], np.int32),
        "qui": np.array(qui, np.int32),
        "spans": np.array(spans, np.float32).reshape(len(qui), longueur),
        "bags": np.array(bags, np.int32).reshape(len(qui), BAG),
        "permis": np.array(permis, np.float32).reshape(len(qui), len(ROLES_LUS)),
        "roles": np.array(roles, np.int32),
    }
