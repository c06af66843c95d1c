"""The territory base of the tests: built once, kept under .vte/ by a digest of what it comes from.

Several runs of pytest may ask for it at once: each builds beside and renames, so that whoever
comes first is overtaken by an equal file, never by half a one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

RACINE = Path(__file__).parents[1]
CACHE = RACINE / ".vte" / "tests"
SOURCES = ("data/territoires", "vte/territoires")
SUFFIXES = {".csv", ".py", ".txt"}


def copy_base(target: Path) -> None:
    """Writes to `target` a base that a test may change; it is built only if none is kept."""
    kept = CACHE / f"territoires-{digest()[:16]}.sqlite"
    try:
        shutil.copyfile(kept, target)
    except FileNotFoundError:
        _build(target)
        _keep(target, kept)


def digest() -> str:
    """The sum of the tables and of the code that the base is built from."""
    total = hashlib.sha256()
    for path in sorted(p for source in SOURCES for p in (RACINE / source).rglob("*")):
        if path.suffix in SUFFIXES:
            total.update(str(path.relative_to(RACINE)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _build(target: Path) -> None:
    from vte.territoires.build import build

    build(f"sqlite:///{target}")


def _keep(built: Path, kept: Path) -> None:
    """The others are of older sources: whoever is copying one keeps it open, and loses nothing."""
    CACHE.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(built, beside)
    for older in CACHE.glob("territoires-*.sqlite"):
        older.unlink(missing_ok=True)
    beside.replace(kept)
