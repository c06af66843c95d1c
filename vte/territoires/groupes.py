"""An intercommunalité or a Territoire d'industrie that was named instead of a commune.

The aid is judged commune by commune: a group is recognised to ask which of its communes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vte.territoires.index import Index
from vte.territoires.noms import LIAISONS, mots
from vte.territoires.results import Groupe

EPCI, TERRITOIRE = "epci", "territoire"
# The words that say a group and name none.
_GENERIQUES = frozenset(
    [
        "cc",
        "ca",
        "cu",
        "communaute",
        "communautes",
        "communes",
        "commune",
        "agglomeration",
        "agglomerations",
        "agglo",
        "agglopole",
        "urbaine",
        "metropole",
        "intercommunalite",
        "intercommunale",
        "interco",
        "comcom",
        "epci",
        "territoire",
        "territoires",
        "industrie",
        "petr",
    ]
)
# Those that suffice to say that a group is meant, and not the commune of the same name.
_ANNONCES = (
    *[
        "communaute",
        "comcom",
        "agglo",
        "agglomeration",
        "agglopole",
        "metropole",
        "intercommunalite",
        "interco",
        "epci",
    ],
    "com com",
    "territoire d industrie",
)
_SIGLES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}
_PARENTHESE = re.compile(r"\(([^)]+)\)")
_COUPE = re.compile(r"\s+-\s+")


def annonce(liste: Sequence[str]) -> bool:
    """Whether these words speak of a group: « agglo de… », « territoire d'industrie… »."""
    phrase = f" {' '.join(liste)} "
    return any(f" {a} " in phrase for a in _ANNONCES)


def cle_de_groupe(liste: Iterable[str]) -> str:
    """The key of a group: its own words only."""
    return " ".join(m for m in liste if m not in _GENERIQUES and m not in LIAISONS)


def _en_toutes_lettres(nom: str) -> str:
    """« CC Grand-Figeac » -> « Communauté de communes Grand-Figeac »."""
    sigle, _, reste = nom.partition(" ")
    return f"{_SIGLES[sigle]} {reste}" if sigle in _SIGLES else nom


class Groupes:
    """The groups, by their names: the intercommunalités, and the territories of one list."""

    def __init__(self, index: Index, liste: str) -> None:
        self._population, self._membres = index.population, index.membres(liste)
        self._par_cle: dict[str, list[Groupe]] = defaultdict(list)
        # a part of a territory's name -> it
        self._parties: dict[str, Groupe] = {}
        self._epci_de: dict[str, Groupe] = {}
        for e in index.epci:
            self._ajouter_epci(e.code, e.nom, e.communes.split())
        communes: dict[str, list[str]] = defaultdict(list)
        for code, appartenance in self._membres.items():
            communes[appartenance.territoire].append(code)
        for identifiant, nom in index.territoires(liste).items():
            self._ajouter_territoire(identifiant, nom, communes[identifiant])

        self.premiers_mots = _GENERIQUES | {c.split(" ", 1)[0] for c in self._par_cle}

    def _ajouter_epci(self, code: str, nom: str, communes: Iterable[str]) -> None:
        entier = _en_toutes_lettres(_PARENTHESE.sub("", nom).strip())
        groupe = self._groupe(EPCI, code, entier, communes)
        self._nommer(groupe, groupe.nom, *_PARENTHESE.findall(nom))
        self._epci_de |= dict.fromkeys(groupe.communes, groupe)

    def _ajouter_territoire(self, identifiant: str, nom: str, communes: Iterable[str]) -> None:
        groupe = self._groupe(TERRITOIRE, identifiant, nom, communes)
        self._nommer(groupe, nom)
        for partie in _COUPE.split(nom):
            self._parties.setdefault(cle_de_groupe(mots(partie)), groupe)

    def _groupe(self, nature: str, identifiant: str, nom: str, communes: Iterable[str]) -> Groupe:
        tries = sorted(communes, key=lambda c: (-self._population(c), c))
        membres = sum(c in self._membres for c in tries)
        return Groupe(nature, identifiant, nom, tuple(tries), membres)

    def _nommer(self, groupe: Groupe, *noms: str) -> None:
        for nom in noms:
            cle = cle_de_groupe(mots(nom))
            if cle and groupe not in self._par_cle[cle]:
                self._par_cle[cle].append(groupe)

    def de_la_commune(self, code: str) -> Groupe | None:
        """The intercommunalité of a commune; None when it is of none."""
        return self._epci_de.get(code)

    def nomme(self, liste: Sequence[str]) -> Groupe | None:
        """The group of this name: an intercommunalité, unless a territory is meant; else None."""
        cle = cle_de_groupe(liste)
        groupes = self._par_cle.get(cle, [])
        if "territoire" in liste or "territoires" in liste:
            return next((g for g in groupes if g.nature == TERRITOIRE), self._parties.get(cle))
        return groupes[0] if groupes else None

    def approche(self, liste: Sequence[str]) -> Groupe | None:
        """The group whose name is one error away (two when it is long); else None."""
        cle = cle_de_groupe(liste)
        if len(cle) < 6:
            return None
        trouve = process.extractOne(
            cle, self._par_cle.keys(), scorer=OSA.distance, score_cutoff=2 if len(cle) > 9 else 1
        )
        return self._par_cle[trouve[0]][0] if trouve else None
