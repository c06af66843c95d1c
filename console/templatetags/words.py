"""The words of words.py in templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.timezone import localtime

from console import words
from console.models import Correction
from vte.mots import ESPACE, euros, jour
from vte.regles.phrases import CRITERES
from vte.regles.presentation import STATUTS, STATUTS_DE_VERDICT
from vte.sources import changement_dit

register = template.Library()
register.filter("libelle", words.libelle)
register.filter("insecables", words.insecables)
register.filter("intention", words.intention)
register.filter("duree", words.duree)
register.filter("faits", words.faits)
register.filter("lieu", words.lieu)
register.filter("nombre", words.nombre)
register.filter("euros", euros)
register.filter("jour", jour)
register.filter("changement", changement_dit)


@register.filter
def canal(nom: str) -> str:
    return words.CANAUX.get(nom, nom or "—")


@register.filter
def fait(paire: dict[str, Any]) -> str:
    """`{"cle", "valeur"}` in words."""
    return words.valeur(paire["cle"], paire["valeur"])


@register.filter
def avant(changement: dict[str, Any]) -> str:
    return words.valeur(changement["cle"], changement["avant"])


@register.filter
def apres(changement: dict[str, Any]) -> str:
    return words.valeur(changement["cle"], changement["apres"])


@register.filter
def pourcent(part: float | None) -> str:
    return "—" if part is None else f"{round(part * 100)}{ESPACE}%"


@register.filter
def veille(echeance: datetime) -> str:
    """« la fin du 1er décembre 2026 », of the midnight that ends it."""
    return f"la fin du {jour((localtime(echeance) - timedelta(seconds=1)).date())}"


@register.filter
def surete(fait: dict[str, Any]) -> str:
    """« sûr à 97 % »; empty for a fact that no words said."""
    sur = pourcent(fait.get("confiance", 1.0))
    return f"sûr à {sur}" if "place" in fait else ""


@register.filter
def marques(correction: Correction) -> list[dict[str, str]]:
    """What a correction marks, in the order of its sentence: words, label and value."""
    places = sorted((place, cle) for cle, place in (correction.places or {}).items())
    return [
        {
            "mots": correction.texte[debut:fin],
            "cle": words.libelle(cle),
            "valeur": words.valeur(cle, correction.faits[cle]),
        }
        for (debut, fin), cle in places
    ]


@register.filter
def critere(identifiant: str) -> str:
    return CRITERES.get(identifiant, identifiant)


@register.filter
def statut(nom: str) -> str:
    return STATUTS_DE_VERDICT.get(nom) or STATUTS.get(nom, nom)


@register.simple_tag(takes_context=True)
def avec(context: Any, **changes: Any) -> str:
    """The query string of this page with these parameters changed; None takes one out."""
    requete: QueryDict = context["request"].GET.copy()
    for nom, valeur in changes.items():
        requete.pop(nom, None)
        if valeur not in (None, ""):
            requete[nom] = str(valeur)
    return f"?{requete.urlencode()}"
