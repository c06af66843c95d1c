"""The files of `widget/`, read once at start: served compressed, revalidated by their digest, to any page that asks."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse, raw

WIDGET = Path(__file__).parents[3] / "widget"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
# Long enough for a visit; a page never waits days for a mended file.
_DUREE = 600  # seconds


@dataclass(frozen=True)
class _Fichier:
    corps: bytes
    compresse: bytes
    type: str
    empreinte: str


class Statiques:
    """The files under `dossier` by their relative path; anything else is not found, whatever the path says."""

    def __init__(self, dossier: Path = WIDGET) -> None:
        chemins = (c for c in dossier.rglob("*") if c.is_file())
        self._fichiers = {c.relative_to(dossier).as_posix(): _lire(c) for c in chemins}

    def servir(
        self, request: Request, nom: str, entetes: dict[str, str] | None = None
    ) -> HTTPResponse:
        """200, 304 when the browser has it, 404 (an empty body) for a name that is not one of the files."""
        fichier = self._fichiers.get(nom)
        if fichier is None:
            return raw(b"", 404)
        communs = {
            "ETag": fichier.empreinte,
            "Cache-Control": f"public, max-age={_DUREE}",
            "Vary": "Accept-Encoding",
            **(entetes or {}),
        }
        if request.headers.get("if-none-match") == fichier.empreinte:
            return HTTPResponse(status=304, headers=communs)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(
                fichier.compresse,
                headers=communs | {"Content-Encoding": "gzip"},
                content_type=fichier.type,
            )
        return raw(fichier.corps, headers=communs, content_type=fichier.type)


def _lire(chemin: Path) -> _Fichier:
    corps = chemin.read_bytes()
    nature = _TYPES.get(chemin.suffix) or guess_type(chemin.name)[0] or "application/octet-stream"
    return _Fichier(
        corps,
        gzip.compress(corps, 9, mtime=0),
        nature,
        f'"{hashlib.sha256(corps).hexdigest()[:20]}"',
    )
