"""Between which bounds what is known of a dossier holds a number, and how that is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from vte.dossier import Dossier, bornes_d_effectif, cle
from vte.mots import majuscule, niveau, nombre

# Key -> the situations of its own that a measure of it may name.
CAS = {"effectif": ("inconnu_effectif",), "duree_mois": ("inconnu_contrat", "rempli_cdi")}
_RIEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)  # the same facts find the same object
class Mesure:
    """From `bas` to `haut`, both possible; `dite`: in words, None where nothing is known.

    `cles`: the keys that would tell more; `cas`: the situations of a statut that are its own.
    """

    bas: float
    haut: float
    dite: str | None
    cles: tuple[str, ...] = ()
    cas: Mapping[str, str] = field(default_factory=lambda: _RIEN)


def mesurer(d: Dossier, nom: str) -> Mesure:
    """The measure of a key whose values are numbers."""
    return _MESURES.get(nom, _simple)(d, nom)


def _simple(d: Dossier, nom: str) -> Mesure:
    return _exacte(getattr(d, nom), nom)


@lru_cache(maxsize=1 << 12)
def _exacte(valeur: int | None, nom: str) -> Mesure:
    if valeur is None:
        return Mesure(-math.inf, math.inf, None, (nom,))
    return Mesure(valeur, valeur, _dite(nom, valeur))


def _effectif(d: Dossier, nom: str) -> Mesure:
    return _des_personnes(d.effectif, d.taille)


@lru_cache(maxsize=1 << 13)
def _des_personnes(effectif: int | None, taille: str | None) -> Mesure:
    """By the smallest and the largest head count that the size allows."""
    bas, haut = bornes_d_effectif(Dossier(effectif=effectif, taille=taille))
    if taille is None:
        return Mesure(bas, haut, None, ("effectif",))
    dite = cle("taille").dire(taille)
    if effectif is not None:
        return Mesure(bas, haut, f"Effectif de {nombre(effectif)}, {dite}")
    return Mesure(bas, haut, majuscule(dite), ("effectif",), {"inconnu": "inconnu_effectif"})


def _duree(d: Dossier, nom: str) -> Mesure:
    return _des_mois(d.duree_mois, d.contrat)


@lru_cache(maxsize=1 << 12)
def _des_mois(mois: int | None, contrat: str | None) -> Mesure:
    """A CDI has no end: it is longer than all. One that is not told yet may be a CDI."""
    if contrat == "cdi":
        return Mesure(math.inf, math.inf, "", cas={"rempli": "rempli_cdi"})
    if mois is None:
        return Mesure(0, math.inf, None, ("duree_mois",) if contrat else ("contrat", "duree_mois"))
    if contrat is None:
        return Mesure(mois, math.inf, str(mois), ("contrat",), {"inconnu": "inconnu_contrat"})
    return Mesure(mois, mois, str(mois))


def _dite(nom: str, valeur: int) -> str:
    return niveau(valeur) if nom.startswith("niveau") else nombre(valeur)


def borne(nom: str, valeur: int) -> str:
    """A threshold of this key in words: « un bac+2 », « 12 »."""
    return _dite(nom, valeur)


_MESURES: Mapping[str, Callable[[Dossier, str], Mesure]] = {
    "effectif": _effectif,
    "duree_mois": _duree,
}
