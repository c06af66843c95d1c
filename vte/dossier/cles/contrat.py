"""The kind of contract. `alternance`: one of the two contracts of it, not said which."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.natures import parmi

MOTS = {
    "cdi": "CDI",
    "cdd": "CDD",
    "alternance": "contrat en alternance",
    "apprentissage": "contrat d'apprentissage",
    "professionnalisation": "contrat de professionnalisation",
    "stage": "stage",
    "interim": "intérim",
    "vie": "VIE",
    "service_civique": "service civique",
    "independant": "travail indépendant",
    "autre": "autre contrat",
}
CONTRATS = tuple(MOTS)
ALTERNANCE = ("alternance", "apprentissage", "professionnalisation")

CLE = Cle(
    nom="contrat",
    nature=parmi(CONTRATS),
    libelle="le type de contrat",
    titre="Le contrat",
    dire=MOTS.__getitem__,
    repondue_par=("contrat",),
    ordre={ENTREPRISE: 30, CANDIDAT: 10},
    nommee=r"contrat|type d'embauche|statut",
    choix=(
        Choix("CDI", "contrat", "cdi"),
        Choix("CDD", "contrat", "cdd"),
        Choix("Apprentissage", "contrat", "apprentissage"),
        Choix("Professionnalisation", "contrat", "professionnalisation"),
        Choix("Stage", "contrat", "stage"),
        Choix("Autre", "contrat", "autre"),
    ),
    # The contract before, a CDI, would lose the length that comes with the new one.
    rang=0,
    couverte=lambda connue, nouvelle: nouvelle == "alternance" and connue in ALTERNANCE[1:],
)
