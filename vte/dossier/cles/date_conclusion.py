"""The day the contract was or will be signed: asked only where it can change an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import JOUR
from vte.mots import jour

_ANNEE_DITE = re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}\b|prochain|dernier")


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    """One signs before the contract begins."""
    return ("date_debut",) if faits.get("date_debut", valeur) < valeur else ()


def _ramene(faits: Mapping[str, Any], valeur: Any, dit: str) -> Any:
    """« Le 20 juin » of a contract that begins in September is that before it."""
    debut = faits.get("date_debut")
    if debut is None or valeur <= debut or _ANNEE_DITE.search(dit):
        return valeur
    jour_dit, dernier = date.fromisoformat(valeur), date.fromisoformat(debut)
    ans = dernier.year - jour_dit.year
    ramenee = jour_dit + relativedelta(years=ans)
    return (ramenee if ramenee <= dernier else ramenee - relativedelta(years=1)).isoformat()


SIGNATURE = "date_conclusion"
CLE = Cle(
    nom=SIGNATURE,
    nature=JOUR,
    libelle="la date de signature du contrat",
    titre="La signature",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    constat="le contrat est signé le {valeur}",
    devant="signature le ",
    repondue_par=(SIGNATURE,),
    lue_comme="date_debut",
    heurte=_heurte,
    ramene=_ramene,
    ordre={ENTREPRISE: 90, CANDIDAT: 90},
    nommee=r"signature|date (?:de )?(?:conclusion|signature)|quand (?:on|il|elle|je) signe",
    precision=4,
    utile=lambda dossier: dossier.date_conclusion is not None,
)
