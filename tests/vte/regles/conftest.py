"""A catalogue of one's own: the project's schemes, copied, to add to or to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vte.regles.catalogue import DOSSIER


@pytest.fixture
def fichiers(tmp_path: Path) -> Path:
    """A folder with the project's schemes, words and sources."""
    return Path(shutil.copytree(DOSSIER, tmp_path / "dispositifs"))


def remplacer(chemin: Path, avant: str, apres: str) -> int:
    """Replaces a piece of a file that must be there; gives the line where it stood."""
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    return texte[: texte.index(avant)].count("\n") + 1
