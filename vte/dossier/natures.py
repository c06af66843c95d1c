"""The kinds of values that a key may hold: how each is read from JSON, and written back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vte.dossier.commune import Commune, TrouverCommune
from vte.erreurs import DossierInvalide

ANNEES = (1950, 2100)  # CONTRACT, section 1
Lire = Callable[[str, Any, TrouverCommune], Any]


def _tel_quel(valeur: Any) -> Any:
    return valeur


@dataclass(frozen=True)
class Nature:
    """`lire(key, JSON value, trouver)`: the typed value. Error: DossierInvalide, naming the key.

    `valeurs`: all that there are, when the set is closed.
    """

    lire: Lire
    en_json: Callable[[Any], Any] = _tel_quel
    valeurs: tuple[str, ...] = ()


def parmi(possibles: tuple[str, ...]) -> Nature:
    """One of a closed set of words."""

    def lire(champ: str, valeur: Any, trouver: TrouverCommune) -> str:
        if not isinstance(valeur, str) or valeur not in possibles:
            raise DossierInvalide(champ, f"« {champ} » doit être l'un de : {', '.join(possibles)}.")
        return valeur

    return Nature(lire, valeurs=possibles)


def entier(bas: int, haut: int) -> Nature:
    """An integer, both bounds included."""

    def lire(champ: str, valeur: Any, trouver: TrouverCommune) -> int:
        if type(valeur) is not int:  # a boolean is no number
            raise DossierInvalide(champ, f"« {champ} » doit être un nombre entier.")
        if not bas <= valeur <= haut:
            raise DossierInvalide(champ, f"« {champ} » doit être compris entre {bas} et {haut}.")
        return valeur

    return Nature(lire)


def _lire_jour(champ: str, valeur: Any, trouver: TrouverCommune) -> date:
    try:
        if not isinstance(valeur, str) or len(valeur) != 10 or valeur[4] != "-":
            raise ValueError
        lue = date.fromisoformat(valeur)
    except ValueError:
        raise DossierInvalide(
            champ, f"« {champ} » doit être une date qui existe, écrite AAAA-MM-JJ."
        ) from None
    if not ANNEES[0] <= lue.year <= ANNEES[1]:
        bornes = " et ".join(map(str, ANNEES))
        raise DossierInvalide(champ, f"« {champ} » doit être une date entre {bornes}.")
    return lue


def _lire_commune(champ: str, valeur: Any, trouver: TrouverCommune) -> Commune:
    code = valeur.get("code") if isinstance(valeur, Mapping) else valeur
    if not isinstance(code, str):
        raise DossierInvalide(
            champ, f"« {champ} » est un code INSEE, ou un objet qui porte « code »."
        )
    commune = trouver(code)
    if commune is None:
        raise DossierInvalide(
            champ, f"Aucune commune actuelle ou ancienne n'a le code INSEE « {code} »."
        )
    return commune


def _commune_en_json(valeur: Commune) -> dict[str, str]:
    return {"code": valeur.code, "nom": valeur.nom, "departement": valeur.departement}


JOUR = Nature(_lire_jour, date.isoformat)
COMMUNE = Nature(_lire_commune, _commune_en_json)
