"""The digest of what judges: the schemes and the lists of communes, as they are in the files."""

from __future__ import annotations

from functools import lru_cache

from vte.digest import ROOT, of_files

_QUI_JUGENT = ("dispositifs/**/*.yaml", "data/territoires/*.csv")
CARACTERES = 16


@lru_cache(maxsize=1)
def empreinte() -> str:
    """Of this process's rules, in hexadecimal; read once."""
    fichiers = {fichier for motif in _QUI_JUGENT for fichier in ROOT.glob(motif)}
    return of_files(ROOT, fichiers)[:CARACTERES]
