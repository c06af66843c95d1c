"""The first day of the contract; where only its month is known, the first day of that month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.cles.date_diplome import diplome_a_venir
from vte.dossier.natures import JOUR
from vte.mots import jour


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    trop_tot = diplome_a_venir({**faits, "date_debut": valeur})
    return ("date_diplome",) if trop_tot else ()


CLE = Cle(
    nom="date_debut",
    nature=JOUR,
    libelle="la date de début du contrat",
    titre="La date de début",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    constat="le contrat commence le {valeur}",
    devant="début le ",
    repondue_par=("date_debut",),
    ordre={ENTREPRISE: 40, CANDIDAT: 60},
    nommee=(
        r"date|debut|demarrage|quand (?:il|elle|je|ca) commence"
        r"|prise de poste|arrivee"
    ),
    precision=2,
    heurte=_heurte,
)
