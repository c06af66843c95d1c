"""Trained files are sealed when they are written, and read only if they are still the same.

Beside a file stands its seal: a code (HMAC-SHA256) of its contents, under a key that this machine
alone knows (docs/decisions/0019-sealed-models.md). Whoever can put another file in its place, in a
shared folder or in a store of models, cannot make its seal.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from vte.erreurs import ErreurVTE
from vte.secret import key_of_models


class ModeleAltere(ErreurVTE):
    """A trained file is not the one that was trained here, or nothing says that it is."""

    code = "modele_altere"


def seal(file: Path, contents_of: Path | None = None) -> None:
    """Says of `file` that its contents are good; or that those of another are, which will be it."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.sceau")
    beside.write_text(_code((contents_of or file).read_bytes()), encoding="ascii")
    beside.replace(_seal_of(file))


def read(file: Path) -> bytes:
    """The contents of a sealed file. Error: ModeleAltere, before anything is made of them."""
    contents = file.read_bytes()
    if not _seal_of(file).is_file():
        raise ModeleAltere(f"Rien ne dit d'où vient {file} : lancez make setup, qui l'entraîne.")
    if not hmac.compare_digest(_seal_of(file).read_bytes(), _code(contents).encode()):
        raise ModeleAltere(
            f"{file} n'est plus le fichier qui a été entraîné : "
            "lancez make setup, qui l'entraîne de nouveau, et cherchez qui l'a changé."
        )
    return contents


def holds(file: Path) -> bool:
    try:
        read(file)
    except ModeleAltere:
        return False
    return True


def _seal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sceau")


def _code(contents: bytes) -> str:
    return hmac.new(key_of_models().encode(), contents, "sha256").hexdigest()
