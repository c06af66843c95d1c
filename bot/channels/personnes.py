"""Who writes on a platform, without that platform's id: a keyed hash, the same each time, that nobody can turn back."""

from __future__ import annotations

import hashlib
import hmac

from vte.secret import key


def pseudonyme(canal: str, adresse: str) -> str:
    """The sender of Rasa's tracker: « telegram-0f3a… »."""
    return f"{canal}-{hmac.new(key().encode(), f'{canal}:{adresse}'.encode(), hashlib.sha256).hexdigest()[:32]}"


def empreinte(texte: str) -> str:
    """32 characters for a payload or a platform's id of any length, where few are taken."""
    return hashlib.sha256(texte.encode("utf-8", "replace")).hexdigest()[:32]
