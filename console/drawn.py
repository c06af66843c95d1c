"""A password or a code drawn at random, that is read to somebody without a mistake."""

from __future__ import annotations

import secrets

_LETTRES = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
_BLOCS, _LONGUEUR = 4, 4


def tirer() -> str:
    """« kx7m-q2hd-… »: sixteen signs out of thirty-one, 79 bits."""
    blocs = ("".join(secrets.choice(_LETTRES) for _ in range(_LONGUEUR)) for _ in range(_BLOCS))
    return "-".join(blocs)
