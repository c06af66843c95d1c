"""How each criterion is named, and each size of company when several are listed."""

from __future__ import annotations

LES_TAILLES = {"pme": "les PME", "eti": "les ETI", "grande": "les grandes entreprises"}
CRITERES = {
    "periode": "la période",
    "territoire": "le territoire",
    "taille": "la taille de l'entreprise",
    "contrat": "le type de contrat",
    "duree": "la durée du contrat",
    "niveau_obtenu": "le diplôme obtenu",
    "anciennete_diplome": "la date du diplôme",
    "niveau_prepare": "le diplôme préparé",
}
# Who receives an aid, as each audience is told.
POUR = {
    "entreprise": {"entreprise": "pour l'entreprise", "jeune": "pour le jeune"},
    "candidat": {"entreprise": "pour l'entreprise", "jeune": "pour vous"},
    # Of a candidate, whoever reads.
    "tiers": {"entreprise": "pour l'entreprise", "jeune": "pour le candidat"},
}
