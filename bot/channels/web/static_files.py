"""The files of `widget/`, read once at start, for any page that asks.

They are served compressed, and revalidated by their digest. Under their version they never change:
a page may pin them (vte/widget.py), and a browser keeps them.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse, raw

from vte.widget import WIDGET, version

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
# Long enough for a visit; a page never waits days for a mended file.
_MAX_AGE = 600  # seconds
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class _File:
    body: bytes
    compressed: bytes
    type: str
    digest: str


class StaticFiles:
    """The files under `folder` by their relative path.

    Anything else is not found, whatever the path says.
    """

    def __init__(self, folder: Path = WIDGET) -> None:
        paths = (c for c in folder.rglob("*") if c.is_file())
        self._files = {c.relative_to(folder).as_posix(): _load(c) for c in paths}
        self._version = f"{version(folder)}/"

    def serve(
        self, request: Request, name: str, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        """200, 304 when the browser has it, 404 (an empty body) for any other name.

        `name`: with or without the version before it; what was of another version is not here.
        """
        pinned = name.startswith(self._version)
        file = self._files.get(name.removeprefix(self._version))
        if file is None:
            return raw(b"", 404)
        common = {
            "ETag": file.digest,
            "Cache-Control": _FOR_EVER if pinned else f"public, max-age={_MAX_AGE}",
            "Vary": "Accept-Encoding",
            **(headers or {}),
        }
        if request.headers.get("if-none-match") == file.digest:
            return HTTPResponse(status=304, headers=common)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(
                file.compressed,
                headers=common | {"Content-Encoding": "gzip"},
                content_type=file.type,
            )
        return raw(file.body, headers=common, content_type=file.type)


def _load(path: Path) -> _File:
    body = path.read_bytes()
    kind = _TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    return _File(
        body,
        gzip.compress(body, 9, mtime=0),
        kind,
        f'"{hashlib.sha256(body).hexdigest()[:20]}"',
    )
