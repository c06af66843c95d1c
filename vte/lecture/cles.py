"""La clé du dossier qu'une phrase nomme sans la dire : « je veux changer la commune »."""

from __future__ import annotations

import re

from vte.texte import aplatir

# Les plus précises d'abord : « la date du diplôme » n'est pas « le diplôme ».
_CLES = (
    ("date_diplome", r"date (?:du|de (?:mon|son)) diplome|annee du diplome|diplome date|obtention"),
    (
        "niveau_prepare",
        r"diplome (?:que je |qu'il |qu'elle )?prepare|formation preparee|etudes? (?:suivies?|en cours)|ce que je prepare",
    ),
    ("date_debut", r"date|debut|demarrage|quand (?:il|elle|je|ca) commence|prise de poste|arrivee"),
    ("duree_mois", r"duree|combien de temps|nombre de mois|longueur"),
    ("niveau_obtenu", r"diplomes?|niveau|etudes|bac"),
    ("effectif", r"effectif|salaries|taille|nombre de personnes|combien (?:on est|nous sommes)"),
    ("commune", r"commune|ville|lieu|endroit|village|adresse|localisation"),
    ("contrat", r"contrat|type d'embauche|statut"),
)


def cle_nommee(texte: str) -> str | None:
    """La clé que `texte` nomme, ou None."""
    plat = aplatir(texte)
    return next((cle for cle, motif in _CLES if re.search(rf"\b(?:{motif})\b", plat)), None)
