"""The body of `POST /messages`, checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sanic.request import Request

from bot.channels.shared.errors import Malforme, TexteRefuse, TropGros

CORPS_MAX = 16 * 1024  # bytes
TEXTE_MAX = 1000  # characters
_IDENTIFIANT = re.compile(r"[\w-]{1,64}")
# Control characters but for the line breaks and tabs that people paste.
_INVISIBLES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Demande:
    """One of `texte` (typed) and `charge` (a button's payload) is set."""

    message_id: str
    texte: str | None = None
    charge: str | None = None


def lire(request: Request) -> Demande:
    """Errors: TropGros, Malforme, TexteRefuse."""
    if len(request.body) > CORPS_MAX:
        raise TropGros("Ce message est trop gros : 16 Kio au plus.")
    try:
        corps = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Malforme("Le corps de la demande n'est pas du JSON.") from None
    if not isinstance(corps, Mapping):
        raise Malforme("Le corps de la demande doit être un objet JSON.")
    identifiant, texte, charge = corps.get("message_id"), corps.get("text"), corps.get("payload")
    if not isinstance(identifiant, str) or not _IDENTIFIANT.fullmatch(identifiant):
        raise Malforme(
            "« message_id » doit être un identifiant de 1 à 64 lettres, chiffres ou tirets."
        )
    if (texte is None) == (charge is None) or not isinstance(
        texte if charge is None else charge, str
    ):
        raise Malforme("Envoyez soit « text », soit « payload », en texte.")
    if texte is None:
        return Demande(identifiant, charge=charge)
    return Demande(identifiant, texte=_propre(texte))


def nettoyer(texte: str) -> str:
    """Typed text without invisible characters, nor the leading slash, which Rasa would take for a command; it may be left empty."""
    return _INVISIBLES.sub("", texte.encode("utf-8", "ignore").decode()).strip().lstrip("/").strip()


def _propre(texte: str) -> str:
    """Errors: TexteRefuse."""
    if len(texte) > TEXTE_MAX:
        raise TexteRefuse(
            f"Votre message dépasse {TEXTE_MAX} caractères : envoyez-le en plusieurs fois."
        )
    propre = nettoyer(texte)
    if not propre:
        raise TexteRefuse("Votre message est vide.")
    return propre
