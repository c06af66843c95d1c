"""Payloads that the web offers of itself, beside the buttons of the conversation.

They change a fact, or name a commune.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from vte.conversation.parole import charge
from vte.conversation.questions import titre_de_commune
from vte.dossier import LES_CLES, question_de, valeurs
from vte.suggestions import Suggestion
from vte.territoires import ouvrir

_INTENT = "/informer"


def faits(dossier: dict[str, Any]) -> list[dict[str, str]]:
    """What is known, in words: `{"key", "label", "value", "text", "payload"}`.

    `label`: « la date de début du contrat »; `value`: « 1er septembre 2021 »; `text`, by itself:
    « début le 1er septembre 2021 »; `payload` asks for that fact again.
    `dossier`: a dossier of the contract, section 1.
    """
    return [
        _fact(key, value, dossier[key], question)
        for key, value in valeurs(dossier).items()
        if (question := question_de(key))
    ]


def _fact(key: str, value: str, json_value: Any, question: str) -> dict[str, str]:
    return {
        "key": key,
        "label": LES_CLES[key].libelle,
        "value": value,
        "text": LES_CLES[key].seul(json_value),
        "payload": charge(a_modifier=question),
    }


def suggestion(proposee: Suggestion) -> dict[str, Any]:
    """A result of the search (CONTRACT, section 4), to be chosen.

    `title`: what to show, and what the history will; `payload`: names exactly this commune;
    `pourquoi`, where it is not seen in the name: why it is there.
    """
    commune, pourquoi = proposee.commune, proposee.pourquoi
    found = commune.en_json() | {
        "title": titre_de_commune(replace(commune, ancien_nom=None)),
        "payload": charge(commune=commune.code),
    }
    return found | ({"pourquoi": pourquoi} if pourquoi else {})


def title(payload: str) -> str | None:
    """What the history shows for one of these payloads; None for any other."""
    try:
        body = json.loads(payload.removeprefix(_INTENT)) if payload.startswith(_INTENT) else None
    except (ValueError, RecursionError):
        return None
    match body:
        case {"a_modifier": str(key), **rest} if not rest and _is_asked(key):
            return f"Modifier {LES_CLES[key].libelle}"
        case {"commune": str(code), **rest} if not rest and (fiche := ouvrir().fiche(code)):
            return titre_de_commune(fiche)
    return None


def _is_asked(key: str) -> bool:
    return key in LES_CLES and LES_CLES[key].demandee
