"""Un barème : les seuils, les aides et les montants d'une période, lus d'un fichier YAML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from vte.dossier import Dossier
from vte.erreurs import BaremeInvalide

DOSSIER = Path(__file__).parent / "baremes"
COURANT = "vte-2019-2022"


@dataclass(frozen=True)
class Montant:
    """Un montant en euros, de `du` à `au` compris, pour ces effectifs et ces niveaux préparés (bornes comprises)."""

    du: date
    au: date
    montant: int
    source: str
    effectif: tuple[int, int] | None = None
    niveau: tuple[int, int] | None = None

    def vaut_pour(self, d: Dossier) -> bool:
        """Vrai si rien de ce dont le montant dépend n'est inconnu ni hors de ses bornes."""
        if d.date_debut is None or not self.du <= d.date_debut <= self.au:
            return False
        return _entre(d.effectif, self.effectif) and _entre(d.niveau_prepare, self.niveau)


def _entre(valeur: int | None, bornes: tuple[int, int] | None) -> bool:
    return bornes is None or (valeur is not None and bornes[0] <= valeur <= bornes[1])


@dataclass(frozen=True)
class Aide:
    """Une aide ; `montant` fixe (euros), ou `montants` selon la date de début."""

    id: str
    libelle: str
    beneficiaire: str
    contrats: tuple[str, ...]
    precision: str
    montant: int | None = None
    montants: tuple[Montant, ...] = ()

    def montant_pour(self, d: Dossier) -> Montant | None:
        """Le montant en vigueur au début du contrat ; None si aucune source n'en donne."""
        return next((m for m in self.montants if m.vaut_pour(d)), None)


@dataclass(frozen=True)
class Bareme:
    id: str
    du: date
    au: date
    liste: str
    source: str
    seuils: dict[str, int]
    travail: tuple[str, ...]
    alternance: tuple[str, ...]
    aides: tuple[Aide, ...]
    cumul: tuple[Aide, ...]
    non_verifies: tuple[str, ...]


def _aide(brut: dict[str, Any]) -> Aide:
    montants = tuple(Montant(**m) for m in brut.pop("montants", ()))
    return Aide(**{**brut, "contrats": tuple(brut["contrats"])}, montants=montants)


@lru_cache
def charger(identifiant: str = COURANT) -> Bareme:
    """Lit `baremes/<identifiant>.yaml`. Erreur : BaremeInvalide."""
    chemin = DOSSIER / f"{identifiant}.yaml"
    try:
        brut = yaml.safe_load(chemin.read_text(encoding="utf-8"))
        contrats = brut.pop("contrats")
        return Bareme(
            travail=tuple(contrats["travail"]),
            alternance=tuple(contrats["alternance"]),
            aides=tuple(_aide(a) for a in brut.pop("aides")),
            cumul=tuple(_aide(a) for a in brut.pop("cumul")),
            non_verifies=tuple(brut.pop("non_verifies")),
            **brut,
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as erreur:
        raise BaremeInvalide(f"Le barème {chemin.name} ne peut pas être lu : {erreur}.") from erreur
