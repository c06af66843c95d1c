"""Payloads that the web channel offers of itself, beside the buttons of the conversation: change a fact, name a commune."""

from __future__ import annotations

import json
from typing import Any

from vte.dossier import LES_CLES, question_de, valeurs
from vte.territoires import Resultat, ouvrir

_INTENTION = "/informer"


def _charge(cle: str, valeur: str) -> str:
    return _INTENTION + json.dumps({cle: valeur}, separators=(",", ":"))


def faits(dossier: dict[str, Any]) -> list[dict[str, str]]:
    """What is known, in words: `{"key", "label", "value", "text", "payload"}`; the payload asks for that fact again.

    `label`: « la date de début du contrat »; `value`: « 1er septembre 2021 »; `text`, by itself: « début le 1er septembre 2021 ».
    `dossier`: a dossier of the contract, section 1.
    """
    return [
        _fait(cle, dossier[cle], dite, question)
        for cle, dite in valeurs(dossier).items()
        if (question := question_de(cle))
    ]


def _fait(cle: str, valeur: Any, dite: str, question: str) -> dict[str, str]:
    return {
        "key": cle,
        "label": LES_CLES[cle].libelle,
        "value": dite,
        "text": LES_CLES[cle].seul(valeur),
        "payload": _charge("a_modifier", question),
    }


def suggestion(commune: Resultat) -> dict[str, Any]:
    """A result of the search (CONTRACT, section 4), with the `title` to show and the `payload` that names exactly it."""
    return commune.en_json() | {
        "title": _titre_commune(commune),
        "payload": _charge("commune", commune.code),
    }


def titre(charge: str) -> str | None:
    """What the history shows for one of these payloads; None for any other."""
    try:
        corps = (
            json.loads(charge.removeprefix(_INTENTION)) if charge.startswith(_INTENTION) else None
        )
    except (ValueError, RecursionError):
        return None
    match corps:
        case {"a_modifier": str(cle), **reste} if (
            not reste and cle in LES_CLES and question_de(cle)
        ):
            return f"Modifier {LES_CLES[cle].libelle}"
        case {"commune": str(code), **reste} if not reste and (fiche := ouvrir().fiche(code)):
            return _titre_commune(fiche)
    return None


def _titre_commune(commune: Resultat) -> str:
    return f"{commune.nom} ({commune.departement}, {ouvrir().departements[commune.departement]})"
