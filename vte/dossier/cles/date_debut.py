"""The first day of the contract; where only its month is known, the first day of that month."""

from __future__ import annotations

from datetime import date

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import JOUR
from vte.mots import jour

CLE = Cle(
    nom="date_debut",
    nature=JOUR,
    libelle="la date de début du contrat",
    titre="La date de début",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    devant="début le ",
    repondue_par=("date_debut",),
    ordre={ENTREPRISE: 40, CANDIDAT: 60},
    nommee=(
        r"date|debut|demarrage|quand (?:il|elle|je|ca) commence"
        r"|prise de poste|arrivee"
    ),
    precision=2,
)
