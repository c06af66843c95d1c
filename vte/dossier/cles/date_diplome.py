"""The day the highest diploma was obtained; a diploma too old closes a work contract's aid."""

from __future__ import annotations

from datetime import date

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import JOUR
from vte.mots import jour

CLE = Cle(
    nom="date_diplome",
    nature=JOUR,
    libelle="la date du diplôme",
    titre="La date du diplôme",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    devant="diplôme du ",
    repondue_par=("date_diplome",),
    ordre={ENTREPRISE: 70, CANDIDAT: 40},
    nommee=(
        r"date (?:du|de (?:mon|son)) diplome|annee du diplome"
        r"|diplome date|obtention"
    ),
    precision=3,
    utile=lambda dossier: not dossier.en_alternance,
)
