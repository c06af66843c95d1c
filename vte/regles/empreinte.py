"""The digest of what judges: the schemes, the lists of communes, and the engine, as their files
are.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vte.digest import ROOT, of_files

_QUI_JUGENT = ("dispositifs/**/*.yaml", "data/territoires/*.csv", "vte/regles/**/*.py")
CARACTERES = 16


@lru_cache(maxsize=1)
def empreinte() -> str:
    """Of this process's rules, in hexadecimal; read once."""
    return of_files(ROOT, fichiers())[:CARACTERES]


def fichiers() -> set[Path]:
    """Those that judge."""
    return {fichier for motif in _QUI_JUGENT for fichier in ROOT.glob(motif)}
