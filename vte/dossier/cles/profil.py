"""Who is asking. It is told by the way people speak, and never asked for."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import parmi

PROFILS = (ENTREPRISE, CANDIDAT)
MOTS = {ENTREPRISE: "vous recrutez", CANDIDAT: "vous êtes candidat"}

CLE = Cle(
    nom="profil",
    nature=parmi(PROFILS),
    libelle="votre situation",
    titre="Votre situation",
    dire=MOTS.__getitem__,
    repondue_par=("profil",),
)
