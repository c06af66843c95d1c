"""The day the highest diploma was obtained; a diploma too old closes a work contract's aid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.cles.contrat import ALTERNANCE
from vte.dossier.natures import JOUR
from vte.mots import jour


def diplome_a_venir(faits: Mapping[str, Any]) -> bool:
    """Whether a diploma said to be held comes after the first day of a work contract."""
    if "niveau_obtenu" not in faits or faits.get("contrat") in ALTERNANCE:
        return False
    debut, diplome = faits.get("date_debut"), faits.get("date_diplome")
    return bool(debut and diplome and diplome > debut)  # ISO dates compare as they follow


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    return ("date_debut",) if diplome_a_venir({**faits, "date_diplome": valeur}) else ()


CLE = Cle(
    nom="date_diplome",
    nature=JOUR,
    libelle="la date du diplôme",
    titre="La date du diplôme",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    constat="le diplôme date du {valeur}",
    devant="diplôme du ",
    repondue_par=("date_diplome",),
    ordre={ENTREPRISE: 70, CANDIDAT: 40},
    nommee=(
        r"date (?:du|de (?:mon|son)) diplome|annee du diplome"
        r"|diplome date|obtention"
    ),
    precision=3,
    heurte=_heurte,
    utile=lambda dossier: not dossier.en_alternance,
)
