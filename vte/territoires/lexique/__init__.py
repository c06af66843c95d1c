"""The words that name no commune, even when they look like one, and those around a name.

`mots_courants.txt`: words of every day, some of which are communes' names too (« Campagne »,
« Cours »); `mots_a_double_sens.txt`: other words and first names that are communes too;
`pays_etrangers.txt` and `lieux_etrangers.txt`: countries, and towns out of France. Words between
spaces or line breaks; « # » opens a comment. `autour.yaml`: the words around a place's name in a
sentence, by what they say of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import get_frequency_dict

from vte.territoires.noms import LIAISONS, cle, sans_accents


def _lire(nom: str) -> frozenset[str]:
    texte = files(__package__).joinpath(nom).read_text(encoding="utf-8")
    lignes = (ligne.split("#")[0] for ligne in texte.splitlines())
    return frozenset(mot for ligne in lignes for mot in ligne.split())


def _cles(nom: str) -> frozenset[str]:
    """The keys of the places of a file (« new_york » is New York there)."""
    return frozenset(cle(mot.replace("_", " ")) for mot in _lire(nom))


def _autour() -> dict[str, frozenset[str]]:
    texte = files(__package__).joinpath("autour.yaml").read_text(encoding="utf-8")
    return {nom: frozenset(mots.split()) for nom, mots in yaml.safe_load(texte).items()}


AUTOUR = _autour()  # the words around a place's name, by what they say of it


@lru_cache(maxsize=1)
def mots_courants() -> frozenset[str]:
    """The words of every day, without accents."""
    return _lire("mots_courants.txt")


@lru_cache(maxsize=1)
def mots_a_double_sens() -> frozenset[str]:
    """The words and first names that are communes too, without accents."""
    return _lire("mots_a_double_sens.txt")


@lru_cache(maxsize=1)
def mots_frequents() -> frozenset[str]:
    """The words most written in French (wordfreq: once in a million at least), without accents."""
    return frozenset(map(sans_accents, get_frequency_dict("fr", wordlist="small")))


def est_frequent(nom: Sequence[str]) -> bool:
    """Whether `nom` is one common French word: rather that word than a misspelt commune."""
    propres = [m for m in nom if m not in LIAISONS]
    return len(propres) == 1 and propres[0] in mots_frequents()


@lru_cache(maxsize=1)
def lieux_etrangers() -> frozenset[str]:
    """The keys of the places out of France."""
    return _cles("lieux_etrangers.txt") | pays_etrangers()


@lru_cache(maxsize=1)
def pays_etrangers() -> frozenset[str]:
    """The keys of countries, and of regions said like one (« québec »)."""
    return _cles("pays_etrangers.txt")


@lru_cache(maxsize=1 << 12)
def _est_etranger(nom: str) -> bool:
    """Whether `nom` is a foreign place, one error away when it is long."""
    if nom in lieux_etrangers():
        return True
    return (
        len(nom) >= 6
        and process.extractOne(nom, lieux_etrangers(), scorer=OSA.distance, score_cutoff=1)
        is not None
    )


def est_un_autre_mot(nom: Sequence[str]) -> bool:
    """Whether these words (noms.mots) are everyday words or a foreign place: no commune at all."""
    propres = [m for m in nom if m not in LIAISONS]
    return _est_etranger(" ".join(propres)) or all(
        m in mots_courants() or m.isdigit() or len(m) == 1 for m in propres
    )
