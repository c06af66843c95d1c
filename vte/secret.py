"""The key of the project: it signs the sessions and hides the persons. It is never committed."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from vte.erreurs import ReglageInvalide
from vte.private import own_folder
from vte.reglages import CLE_MODELES, JETON_ACTIONS, SECRET

SECRET_FILE = Path(".vte/secret")
MODELS_FILE = Path(__file__).parents[1] / ".vte" / "cle-modeles"
LEAST = 32  # bytes


def key() -> str:
    """VTE_SECRET, or a key drawn once and kept near the databases, for its owner alone.

    Error: ReglageInvalide, for one that somebody could guess.
    """
    return SECRET.lire() or _kept(SECRET_FILE, SECRET.nom)


def key_of_models() -> str:
    """The same, of the seals of what is trained (seal.py): it outlives a change of VTE_SECRET."""
    return CLE_MODELES.lire() or _kept(MODELS_FILE, CLE_MODELES.nom)


def key_for(use: str) -> str:
    """A key of this use alone, drawn from the project's."""
    return hashlib.sha256(f"{use}:{key()}".encode()).hexdigest()


def token_of_actions() -> str:
    """What the Rasa server shows to the action server: both know the key, or are given a token."""
    return JETON_ACTIONS.lire() or key_for("actions")


def _kept(file: Path, setting: str) -> str:
    """Error: ReglageInvalide."""
    if not file.exists():
        _draw(file)
    kept = file.read_text(encoding="utf-8")
    if len(kept.encode()) < LEAST:
        raise ReglageInvalide(
            f"La clé gardée dans {file} est vide ou trop courte\u00a0: effacez ce fichier, "
            f"une autre sera tirée, ou donnez {setting} ({LEAST}\u00a0octets au moins)."
        )
    return kept


def _draw(file: Path) -> None:
    """Whole from the first moment, and once: servers that start together take the same."""
    own_folder(file.parent)
    drawn = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    drawn.touch(mode=0o600)
    drawn.write_text(secrets.token_urlsafe(LEAST), encoding="utf-8")
    with suppress(FileExistsError):
        os.link(drawn, file)
    drawn.unlink()
