"""Where the post is: the place rules out the most requests, so a company is asked for it first."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import COMMUNE

CLE = Cle(
    nom="commune",
    nature=COMMUNE,
    libelle="la commune du poste",
    titre="La commune",
    dire=lambda commune: f"{commune['nom']} ({commune['departement']})",
    constat="le poste est à {valeur}",
    repondue_par=("commune",),
    ordre={ENTREPRISE: 10, CANDIDAT: 50},
    nommee=r"commune|ville|lieu|endroit|village|adresse|localisation",
)
