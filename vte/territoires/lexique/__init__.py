"""Les mots qui ne nomment pas une commune, même quand ils y ressemblent.

`mots_courants.txt` : des mots de tous les jours, dont certains sont aussi des noms de communes
(« Campagne », « Cours », « Sens ») ; `pays_etrangers.txt` et `lieux_etrangers.txt` : les pays, et les villes hors de France.
Des mots séparés par des espaces ou des retours à la ligne ; « # » ouvre un commentaire.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import get_frequency_dict

from vte.territoires.noms import LIAISONS, cle, sans_accents


def _lire(nom: str) -> frozenset[str]:
    texte = files(__package__).joinpath(nom).read_text(encoding="utf-8")
    lignes = (ligne.split("#")[0] for ligne in texte.splitlines())
    return frozenset(mot for ligne in lignes for mot in ligne.split())


def _cles(nom: str) -> frozenset[str]:
    """Les clés des lieux d'un fichier (« new_york » y est New York)."""
    return frozenset(cle(mot.replace("_", " ")) for mot in _lire(nom))


@lru_cache(maxsize=1)
def mots_courants() -> frozenset[str]:
    """Les mots de tous les jours, sans accents."""
    return _lire("mots_courants.txt")


@lru_cache(maxsize=1)
def mots_frequents() -> frozenset[str]:
    """Les mots du français les plus écrits (wordfreq, une occurrence par million au moins), sans accents."""
    return frozenset(map(sans_accents, get_frequency_dict("fr", wordlist="small")))


def est_frequent(nom: Sequence[str]) -> bool:
    """Vrai si `nom` n'est qu'un mot français répandu : plutôt ce mot qu'une commune mal écrite."""
    propres = [m for m in nom if m not in LIAISONS]
    return len(propres) == 1 and propres[0] in mots_frequents()


@lru_cache(maxsize=1)
def lieux_etrangers() -> frozenset[str]:
    """Les clés des lieux hors de France."""
    return _cles("lieux_etrangers.txt") | pays_etrangers()


@lru_cache(maxsize=1)
def pays_etrangers() -> frozenset[str]:
    """Les clés des pays, et des régions qu'on dit comme un pays (« québec »)."""
    return _cles("pays_etrangers.txt")


@lru_cache(maxsize=1 << 12)
def _est_etranger(nom: str) -> bool:
    """Vrai si `nom` est un lieu étranger, à une faute près s'il est long."""
    if nom in lieux_etrangers():
        return True
    return (
        len(nom) >= 6
        and process.extractOne(nom, lieux_etrangers(), scorer=OSA.distance, score_cutoff=1)
        is not None
    )


def est_un_autre_mot(nom: Sequence[str]) -> bool:
    """Vrai si ces mots (noms.mots) ne sont que des mots courants ou un lieu étranger : pas une commune mal écrite."""
    propres = [m for m in nom if m not in LIAISONS]
    return _est_etranger(" ".join(propres)) or all(
        m in mots_courants() or m.isdigit() or len(m) == 1 for m in propres
    )
