"""Dire un fait du dossier en quelques mots : « 45 personnes », « CDD », « début le 1er septembre 2021 »."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from vte.regles.phrases import CONTRATS, ESPACE, TAILLES, jour, niveau, nombre

_DIRE: dict[str, Callable[[Any], str]] = {
    "profil": lambda v: {"entreprise": "vous recrutez", "candidat": "vous êtes candidat"}[v],
    "commune": lambda v: f"{v['nom']} ({v['departement']})",
    "effectif": lambda v: "1 personne" if v == 1 else f"{nombre(v)}{ESPACE}personnes",
    "taille": lambda v: TAILLES[v],
    "contrat": lambda v: CONTRATS[v],
    "duree_mois": lambda v: f"{v}{ESPACE}mois",
    "date_debut": lambda v: f"début le {jour(date.fromisoformat(v))}",
    "niveau_obtenu": lambda v: f"diplôme obtenu{ESPACE}: {niveau(v)}",
    "date_diplome": lambda v: f"diplôme du {jour(date.fromisoformat(v))}",
    "niveau_prepare": lambda v: f"diplôme préparé{ESPACE}: {niveau(v)}",
}


def dire(faits: dict[str, Any]) -> str:
    """Les faits (valeurs JSON du dossier) séparés par des virgules ; la taille se tait si l'effectif est dit."""
    return ", ".join(un_par_un(faits).values())


def un_par_un(faits: dict[str, Any]) -> dict[str, str]:
    """Chaque fait par sa clé : `{"commune": "Oyonnax (01)", "effectif": "45 personnes"}` ; la taille se tait comme dans `dire`."""
    return {cle: _DIRE[cle](valeur) for cle, valeur in faits.items() if not (cle == "taille" and "effectif" in faits)}


# Le nom de chaque clé, tel qu'on le dirait à une personne.
LIBELLES = {
    "profil": "votre situation",
    "commune": "la commune du poste",
    "effectif": "l'effectif de l'entreprise",
    "taille": "la taille de l'entreprise",
    "contrat": "le type de contrat",
    "duree_mois": "la durée du contrat",
    "date_debut": "la date de début du contrat",
    "niveau_obtenu": "le diplôme déjà obtenu",
    "date_diplome": "la date du diplôme",
    "niveau_prepare": "le diplôme préparé",
}
