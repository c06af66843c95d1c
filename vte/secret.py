"""The key of the project: it signs the sessions and hides the persons. It is never committed."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from vte.erreurs import ReglageInvalide
from vte.reglages import JETON_ACTIONS, SECRET

SECRET_FILE = Path(".vte/secret")
LEAST = 32  # bytes


def key() -> str:
    """VTE_SECRET, or a key drawn once and kept near the databases, for its owner alone.

    Error: ReglageInvalide, for one that somebody could guess.
    """
    if given := SECRET.lire():
        return given
    if not SECRET_FILE.exists():
        _draw()
    kept = SECRET_FILE.read_text(encoding="utf-8")
    if len(kept.encode()) < LEAST:
        raise ReglageInvalide(
            f"La clé gardée dans {SECRET_FILE} est vide ou trop courte\u00a0: effacez ce fichier, "
            f"une autre sera tirée, ou donnez VTE_SECRET ({LEAST}\u00a0octets au moins)."
        )
    return kept


def key_for(use: str) -> str:
    """A key of this use alone, drawn from the project's."""
    return hashlib.sha256(f"{use}:{key()}".encode()).hexdigest()


def token_of_actions() -> str:
    """What the Rasa server shows to the action server: both know the key, or are given a token."""
    return JETON_ACTIONS.lire() or key_for("actions")


def _draw() -> None:
    """Whole from the first moment, and once: servers that start together take the same."""
    SECRET_FILE.parent.mkdir(parents=True, exist_ok=True)
    drawn = SECRET_FILE.with_name(f"{SECRET_FILE.name}.{secrets.token_hex(8)}")
    drawn.touch(mode=0o600)
    drawn.write_text(secrets.token_urlsafe(LEAST), encoding="utf-8")
    with suppress(FileExistsError):
        os.link(drawn, SECRET_FILE)
    drawn.unlink()
