"""Une intercommunalité ou un Territoire d'industrie nommé à la place d'une commune.

L'aide se juge commune par commune : un groupe est reconnu pour demander laquelle de ses communes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vte.territoires.noms import LIAISONS, mots
from vte.territoires.resultats import Groupe

EPCI, TERRITOIRE = "epci", "territoire"
# Les mots qui disent un groupe sans en nommer aucun.
_GENERIQUES = frozenset(
    (
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
    )
)
# Ceux qui suffisent à dire qu'on parle d'un groupe, et non de la commune du même nom.
_ANNONCES = (
    "communaute",
    "com com",
    "comcom",
    "agglo",
    "agglomeration",
    "agglopole",
    "metropole",
    "intercommunalite",
    "interco",
    "epci",
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
    """Vrai si ces mots parlent d'un groupe de communes : « agglo de… », « territoire d'industrie… »."""
    phrase = f" {' '.join(liste)} "
    return any(f" {a} " in phrase for a in _ANNONCES)


def cle_de_groupe(liste: Iterable[str]) -> str:
    """La clé d'un groupe : ses mots propres seulement."""
    return " ".join(m for m in liste if m not in _GENERIQUES and m not in LIAISONS)


def _en_toutes_lettres(nom: str) -> str:
    """« CC Grand-Figeac » -> « Communauté de communes Grand-Figeac »."""
    sigle, _, reste = nom.partition(" ")
    return f"{_SIGLES[sigle]} {reste}" if sigle in _SIGLES else nom


class Groupes:
    """Les groupes, par leurs noms."""

    def __init__(self, population: Callable[[str], int], membre: Callable[[str], bool]) -> None:
        self._population, self._membre = population, membre
        self._par_cle: dict[str, list[Groupe]] = defaultdict(list)
        self._parties: dict[str, Groupe] = {}  # un morceau du nom d'un territoire -> ce territoire
        self._epci_de: dict[str, Groupe] = {}

    def ajouter_epci(self, code: str, nom: str, communes: Iterable[str]) -> None:
        groupe = self._groupe(
            EPCI, code, _en_toutes_lettres(_PARENTHESE.sub("", nom).strip()), communes
        )
        self._nommer(groupe, groupe.nom, *_PARENTHESE.findall(nom))
        self._epci_de |= dict.fromkeys(groupe.communes, groupe)

    def ajouter_territoire(self, identifiant: str, nom: str, communes: Iterable[str]) -> None:
        groupe = self._groupe(TERRITOIRE, identifiant, nom, communes)
        self._nommer(groupe, nom)
        for partie in _COUPE.split(nom):
            self._parties.setdefault(cle_de_groupe(mots(partie)), groupe)

    def _groupe(self, nature: str, identifiant: str, nom: str, communes: Iterable[str]) -> Groupe:
        tries = sorted(communes, key=lambda c: (-self._population(c), c))
        return Groupe(nature, identifiant, nom, tuple(tries), sum(map(self._membre, tries)))

    def _nommer(self, groupe: Groupe, *noms: str) -> None:
        for nom in noms:
            cle = cle_de_groupe(mots(nom))
            if cle and groupe not in self._par_cle[cle]:
                self._par_cle[cle].append(groupe)

    def de_la_commune(self, code: str) -> Groupe | None:
        """L'intercommunalité d'une commune ; None si elle n'est d'aucune."""
        return self._epci_de.get(code)

    def nomme(self, liste: Sequence[str]) -> Groupe | None:
        """Le groupe de ce nom : une intercommunalité, à moins qu'on ne parle de territoire ; None sinon."""
        cle = cle_de_groupe(liste)
        groupes = self._par_cle.get(cle, [])
        if "territoire" in liste or "territoires" in liste:
            return next((g for g in groupes if g.nature == TERRITOIRE), self._parties.get(cle))
        return groupes[0] if groupes else None

    def approche(self, liste: Sequence[str]) -> Groupe | None:
        """Le groupe dont le nom est à une faute près (deux s'il est long) ; None sinon."""
        cle = cle_de_groupe(liste)
        if len(cle) < 6:
            return None
        trouve = process.extractOne(
            cle, self._par_cle.keys(), scorer=OSA.distance, score_cutoff=2 if len(cle) > 9 else 1
        )
        return self._par_cle[trouve[0]][0] if trouve else None
