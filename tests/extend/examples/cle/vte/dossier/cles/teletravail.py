"""Whether the post is held from home. No criterion needs it: it is told, or asked to be changed."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.natures import parmi

MOTS = {"oui": "poste en télétravail", "non": "poste sur place"}

CLE = Cle(
    nom="teletravail",
    nature=parmi(tuple(MOTS)),
    libelle="le télétravail",
    titre="Le télétravail",
    dire=MOTS.__getitem__,
    repondue_par=("teletravail",),
    ordre={ENTREPRISE: 100, CANDIDAT: 100},
    lue={
        "oui": r"\b(?:en|avec du) teletravail\b|\btravail a distance\b",
        "non": r"\b(?:pas de|sans) teletravail\b|\bsur place\b",
    },
    nommee=r"teletravail|distance",
    choix=(Choix("Oui", "teletravail", "oui"), Choix("Non", "teletravail", "non")),
    utile=lambda dossier: False,  # until the rules ask for it
)
