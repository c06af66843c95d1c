"""La clé du projet : elle signe les sessions et masque les personnes. Elle n'est jamais dans le dépôt."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from vte.reglages import SECRET

FICHIER_SECRET = Path(".vte/secret")


def cle() -> str:
    """VTE_SECRET, sinon une clé tirée une fois au hasard et gardée près des bases, pour son seul propriétaire."""
    if fixee := SECRET.lire():
        return fixee
    if not FICHIER_SECRET.exists():
        FICHIER_SECRET.parent.mkdir(parents=True, exist_ok=True)
        FICHIER_SECRET.touch(mode=0o600)
        FICHIER_SECRET.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return FICHIER_SECRET.read_text(encoding="utf-8")


def cle_pour(usage: str) -> str:
    """Une clé propre à cet usage, tirée de celle du projet."""
    return hashlib.sha256(f"{usage}:{cle()}".encode()).hexdigest()
