"""The key of the project: it signs the sessions and hides the persons. It is never committed."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from vte.reglages import SECRET

SECRET_FILE = Path(".vte/secret")


def key() -> str:
    """VTE_SECRET, or a key drawn once and kept near the databases, for its owner alone."""
    if given := SECRET.lire():
        return given
    if not SECRET_FILE.exists():
        SECRET_FILE.parent.mkdir(parents=True, exist_ok=True)
        SECRET_FILE.touch(mode=0o600)
        SECRET_FILE.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return SECRET_FILE.read_text(encoding="utf-8")


def key_for(use: str) -> str:
    """A key of this use alone, drawn from the project's."""
    return hashlib.sha256(f"{use}:{key()}".encode()).hexdigest()
