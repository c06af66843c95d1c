"""Which code this is: the release, and a digest of what runs."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as of_distribution

from vte.digest import ROOT, of_files

DISTRIBUTION = "assistant-vte"
_ROOMS = ("vte", "bot", "actions", "dispositifs")
_SUFFIXES = {".py", ".yml", ".yaml"}


@cache
def version() -> str:
    """« 0.1.0+4f2a9c1d7be0 »: two workers that show the same run the same."""
    return f"{_release()}+{_digest()[:12]}"


def _release() -> str:
    try:
        return of_distribution(DISTRIBUTION)
    except PackageNotFoundError:  # served from a folder that was never installed
        return "0"


def _digest() -> str:
    files = (file for room in _ROOMS for file in (ROOT / room).rglob("*"))
    return of_files(ROOT, (file for file in files if file.suffix in _SUFFIXES))
