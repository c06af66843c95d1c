"""Dire un fait du dossier en quelques mots : « 45 personnes », « CDD », « début le 1er septembre 2021 »."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from vte.regles.phrases import CONTRATS, ESPACE, TAILLES, jour, niveau, nombre

_VALEURS: dict[str, Callable[[Any], str]] = {
    "profil": lambda v: {"entreprise": "vous recrutez", "candidat": "vous êtes candidat"}[v],
    "commune": lambda v: f"{v['nom']} ({v['departement']})",
    "effectif": lambda v: "1 personne" if v == 1 else f"{nombre(v)}{ESPACE}personnes",
    "taille": lambda v: TAILLES[v],
    "contrat": lambda v: CONTRATS[v],
    "duree_mois": lambda v: f"{v}{ESPACE}mois",
    "date_debut": lambda v: jour(date.fromisoformat(v)),
    "niveau_obtenu": niveau,
    "date_diplome": lambda v: jour(date.fromisoformat(v)),
    "niveau_prepare": niveau,
}
# Ce qu'il faut devant une valeur qui, seule, pourrait en être une autre.
_DEVANT = {
    "date_debut": "début le ",
    "niveau_obtenu": f"diplôme obtenu{ESPACE}: ",
    "date_diplome": "diplôme du ",
    "niveau_prepare": f"diplôme préparé{ESPACE}: ",
}


def dire(faits: dict[str, Any]) -> str:
    """Les faits (valeurs JSON du dossier) séparés par des virgules ; la taille se tait si l'effectif est dit."""
    return ", ".join(dit_seul(cle, valeur) for cle, valeur in valeurs(faits).items())


def valeurs(faits: dict[str, Any]) -> dict[str, str]:
    """Chaque fait par sa clé, à lire après son libellé : `{"date_debut": "1er septembre 2021"}` ; la taille se tait comme dans `dire`."""
    return {
        cle: _VALEURS[cle](valeur)
        for cle, valeur in faits.items()
        if not (cle == "taille" and "effectif" in faits)
    }


def dit_seul(cle: str, valeur: str) -> str:
    """Une des `valeurs`, sans son libellé : « début le 1er septembre 2021 »."""
    return _DEVANT.get(cle, "") + valeur


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
