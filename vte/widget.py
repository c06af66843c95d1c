"""The widget's files as a page may pin them: an address that changes with them, and their digests.

A browser that is given a digest (SRI) runs a file only if it is the very one that was read.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from vte.digest import of_files

WIDGET = Path(__file__).parents[1] / "widget"
ENTREE = "widget.js"
CHEMIN = "/webhooks/web/widget/"
_CARACTERES = 12
_DES_PAGES = "pages"  # the server's own pages, which no other site loads


def fichiers(dossier: Path = WIDGET) -> list[Path]:
    """What a page with the widget loads, or may load."""
    trouves = (f for f in dossier.rglob("*.js") if f.is_file())
    return sorted(f for f in trouves if f.relative_to(dossier).parts[0] != _DES_PAGES)


def version(dossier: Path = WIDGET) -> str:
    """Of all these files together: it changes when one of them does."""
    return of_files(dossier, fichiers(dossier))[:_CARACTERES]


def integrites(dossier: Path = WIDGET) -> Mapping[str, str]:
    """The digest of each (« sha384-… »), by its path from the folder."""
    return {f.relative_to(dossier).as_posix(): _integrite(f) for f in fichiers(dossier)}


def _integrite(fichier: Path) -> str:
    empreinte = hashlib.sha384(fichier.read_bytes()).digest()
    return f"sha384-{base64.b64encode(empreinte).decode()}"
