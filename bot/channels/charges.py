"""Payloads that the web channel offers of itself, beside the buttons of the conversation: change a fact, name a commune."""

from __future__ import annotations

import json
from typing import Any

from vte.francais.dire import LIBELLES, dit_seul, valeurs
from vte.territoires import Fiche, Resultat, ouvrir

_INTENTION = "/informer"
# Who is asking is said, not asked for: there is no question to put again.
_SANS_QUESTION = {"profil"}


def _charge(cle: str, valeur: str) -> str:
    return _INTENTION + json.dumps({cle: valeur}, separators=(",", ":"))


def faits(dossier: dict[str, Any]) -> list[dict[str, str]]:
    """What is known, in words: `{"key", "label", "value", "text", "payload"}`; the payload asks for that fact again.

    `label`: « la date de début du contrat »; `value`: « 1er septembre 2021 »; `text`, by itself: « début le 1er septembre 2021 ».
    `dossier`: a dossier of the contract, section 1.
    """
    return [
        _fait(cle, valeur) for cle, valeur in valeurs(dossier).items() if cle not in _SANS_QUESTION
    ]


def _fait(cle: str, valeur: str) -> dict[str, str]:
    # « Une PME » answers the question of the headcount: that is the question to put again.
    question = "effectif" if cle == "taille" else cle
    return {
        "key": cle,
        "label": LIBELLES[cle],
        "value": valeur,
        "text": dit_seul(cle, valeur),
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
            not reste and cle in LIBELLES and cle not in _SANS_QUESTION
        ):
            return f"Modifier {LIBELLES[cle]}"
        case {"commune": str(code), **reste} if not reste and (fiche := ouvrir().fiche(code)):
            return _titre_commune(fiche)
    return None


def _titre_commune(commune: Fiche | Resultat) -> str:
    return f"{commune.nom} ({commune.departement}, {ouvrir().departements[commune.departement]})"
