"""Readers whose quick model, encoder, mixture and thresholds never saw the author.

The models' words are given, author left out (vte.lecture.entrainement, roles/hors_pli.py); of them
the mixture and the thresholds are learnt here on the other authors, fold by fold.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from bench.lecture.comptes import Dite
from vte.lecture.decision import Decision, Seuils, decider
from vte.lecture.entrainement import Appris, Tableaux, fusionner, juger, rangees
from vte.lecture.paroles import lire_une_reponse
from vte.lecture.roles.fusion import Fusion
from vte.lecture.roles.hors_pli import plis
from vte.lecture.roles.indices import Phrase
from vte.lecture.roles.lecteur import SUR, surete
from vte.lecture.roles.seuils import Jugee, regler
from vte.lecture.roles.simple import PROFIL
from vte.texte import aplatir

VITE, FOND, ENSEMBLE, SERVI = "quick model", "encoder", "both", "as served"
PLIS = 4  # of authors, left out of the mixture and the thresholds
ESSAIS_DE_SUR = sorted({0.9, 0.95, 0.97, 0.98, 0.99, 0.995, SUR})


@dataclass
class Lus:
    """By reader, what is said of each message by its id; `cascades`: as served, by its threshold.

    `a_fond`: by threshold, the messages for which the encoder runs.
    """

    dites: dict[str, dict[str, Dite]] = field(default_factory=dict)
    cascades: dict[float, dict[str, Dite]] = field(default_factory=dict)
    a_fond: dict[float, set[str]] = field(default_factory=dict)

    def communes(self) -> set[str]:
        """The messages that every reader has read."""
        return set.intersection(*(set(dites) for dites in self.dites.values()))


@dataclass(frozen=True)
class _Pli:
    """One fold's authors, and of each reader the mixture learnt from all others."""

    auteurs: frozenset[str]
    fusions: Mapping[str, Fusion]


def lire_hors_pli(appris: Appris, simples: Tableaux, profonds: Tableaux, nombre: int) -> Lus:
    """Every reader on every message whose rows it has; `nombre`: of folds."""
    entrees = {VITE: simples, FOND: profonds, ENSEMBLE: _cote_a_cote(simples, profonds)}
    entrees = {nom: logs for nom, logs in entrees.items() if _apprenable(appris, logs)}
    des_auteurs = _auteurs(appris, profonds, nombre)
    des_plis = [_apprendre(appris, entrees, auteurs) for auteurs in des_auteurs]
    seuils = _regler(appris, entrees, des_plis)
    lus = Lus({nom: {} for nom in entrees})
    for pli, siens in zip(des_plis, seuils, strict=True):
        _lire_un_pli(appris, entrees, pli, siens, lus)
    if ENSEMBLE in entrees:
        lus.dites[SERVI] = lus.cascades[SUR]
    return lus


def masquer(appris: Appris, logs: Tableaux, auteurs: Iterable[str], dedans: bool) -> Tableaux:
    """Rows of unknown numbers for the messages of these authors (`dedans`), or of all others."""
    masques = {}
    for nature, lignes in logs.items():
        masques[nature] = lignes.copy()
        masques[nature][appris.lignes(nature, auteurs, dedans)] = np.nan
    return masques


def _cote_a_cote(a: Tableaux, b: Tableaux) -> Tableaux:
    return {nature: np.hstack([a[nature], b[nature]]) for nature in a}


def _apprenable(appris: Appris, logs: Tableaux) -> bool:
    """Whether some author can be left out, and another learnt from."""
    lus = connus(appris, logs)
    return len({e.message.auteur for e in appris.exemples if e.message.id in lus}) > 1


def connus(appris: Appris, logs: Tableaux) -> set[str]:
    """The ids of the messages of which every row is known."""
    inconnus = {
        appris.exemples[place].message.id
        for nature, (_, _, places) in appris.natures.items()
        for place, ligne in zip(places, logs[nature], strict=True)
        if np.isnan(ligne).any()
    }
    return {e.message.id for e in appris.exemples} - inconnus


def _auteurs(appris: Appris, profonds: Tableaux, nombre: int) -> list[set[str]]:
    """The folds; authors of whom the encoder has read nothing are dealt out by themselves."""
    lus = connus(appris, profonds)
    vus = {e.message.auteur for e in appris.exemples if e.message.id in lus}
    autres = {e.message.auteur for e in appris.exemples} - vus
    parts = zip(plis(sorted(vus), nombre), plis(sorted(autres), nombre), strict=True)
    return [a | b for a, b in parts if a | b]


def _apprendre(appris: Appris, entrees: Mapping[str, Tableaux], auteurs: set[str]) -> _Pli:
    fusions = {
        nom: fusionner(appris, masquer(appris, logs, auteurs, dedans=True))
        for nom, logs in entrees.items()
    }
    return _Pli(frozenset(auteurs), fusions)


def _regler(
    appris: Appris, entrees: Mapping[str, Tableaux], des_plis: Sequence[_Pli]
) -> list[dict[str, Seuils]]:
    """Of each fold and reader, the thresholds; each takes a while, so that every core sets some."""
    travaux = [
        juger(appris, pli.fusions[nom], masquer(appris, logs, pli.auteurs, dedans=True))
        for pli in des_plis
        for nom, logs in entrees.items()
    ]
    with ProcessPoolExecutor(os.cpu_count()) as coeurs:
        regles = iter(list(coeurs.map(regler, travaux)))
    return [{nom: next(regles) for nom in entrees} for _ in des_plis]


def _lire_un_pli(
    appris: Appris,
    entrees: Mapping[str, Tableaux],
    pli: _Pli,
    seuils: Mapping[str, Seuils],
    lus: Lus,
) -> None:
    jugees: dict[str, dict[str, Jugee]] = {}
    for nom, logs in entrees.items():
        siens = masquer(appris, logs, pli.auteurs, dedans=False)
        jugees[nom] = {j.message.id: j for j in juger(appris, pli.fusions[nom], siens)}
        lus.dites[nom] |= {id_: decider_de(j, seuils[nom]) for id_, j in jugees[nom].items()}
    if ENSEMBLE not in entrees:
        return
    sures = _surete(appris, pli, entrees[VITE])
    for sur in ESSAIS_DE_SUR:
        lus.a_fond.setdefault(sur, set()).update(i for i in jugees[ENSEMBLE] if sures[i] < sur)
        lus.cascades.setdefault(sur, {}).update(
            {
                id_: decider_de(jugees[VITE][id_] if sures[id_] >= sur else j, seuils[ENSEMBLE])
                for id_, j in jugees[ENSEMBLE].items()
            }
        )


def _surete(appris: Appris, pli: _Pli, logs: Tableaux) -> dict[str, float]:
    """How sure the quick model is of each message of the fold, as the reader has it."""
    dites = {nature: pli.fusions[VITE][nature](lignes) for nature, lignes in logs.items()}
    return {
        e.message.id: surete(
            Phrase.de(e.message.texte),
            [*(dites[c.nature][i] for c, i in lignes), dites[PROFIL][place]],
        )
        for place, (e, lignes) in enumerate(rangees(appris.exemples))
        if e.message.auteur in pli.auteurs
    }


def decider_de(j: Jugee, seuils: Seuils) -> Dite:
    """As the reader decides: a button typed instead of pressed needs no model."""
    m = j.message
    if m.question and (boutons := tuple(lire_une_reponse(aplatir(m.texte), m.question))):
        return Dite(m, Decision(boutons, ()), j)
    return Dite(m, decider(j.juges, j.profil, seuils, m.question), j)
