"""Who writes on a platform, without that platform's id."""

from __future__ import annotations

import hashlib
import hmac

from vte.secret import key


def pseudonyme(canal: str, adresse: str) -> str:
    """The person as the tracker names them: « telegram-0f3a… ».

    A keyed hash (VTE_SECRET) of the address: the same each time, and nobody can turn it back.
    """
    somme = hmac.new(key().encode(), f"{canal}:{adresse}".encode(), hashlib.sha256)
    return f"{canal}-{somme.hexdigest()[:32]}"
