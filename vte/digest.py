"""One sum over everything that understanding a message depends on.

The launcher trains again when it changes, and Rasa's cache, which by itself knows a component's
own file only, takes it as part of the component's fingerprint.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Where the search for code starts: what reads, what fills the base that it reads, and the keys of
# the dossier, which are found by their folder.
_READING = ("vte/lecture/entrainement.py", "vte/territoires/build.py", "vte/dossier/cles/*.py")
ENTRIES = ("bot/nlu/*.py", *_READING)
# What no import names: the tables that fill the base, the barèmes (whose list a commune is sought
# in), the marked messages, the libraries' versions.
TABLES = (
    "data/territoires/*.csv",
    "dispositifs/**/*.yaml",
    "data/lecture/*.jsonl",
    "requirements.lock",
)
_ROOMS = ("vte", "bot")


def of_understanding(root: Path = ROOT) -> str:
    """The digest of all `sources`."""
    return of_files(root, sources(root))


def of_reading(root: Path = ROOT) -> str:
    """The digest of what the reader of facts is trained from: less than all that understands."""
    return of_files(root, sources(root, _READING))


def of_files(root: Path, files: Iterable[Path]) -> str:
    """A digest of the names, from `root`, and of the contents of these files."""
    total = hashlib.sha256()
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).digest()
        total.update(str(file.relative_to(root)).encode() + b"\0" + content)
    return total.hexdigest()


def sources(root: Path = ROOT, entries: Iterable[str] = ENTRIES) -> set[Path]:
    """The code that `entries` reach, the data that lies beside it, and the tables."""
    code = _reached(root, entries)
    beside = {data for folder in {file.parent for file in code} for data in _data(folder)}
    return code | beside | {file for pattern in TABLES for file in root.glob(pattern)}


def _reached(root: Path, entries: Iterable[str]) -> set[Path]:
    """The project's modules that the entries import, directly or not."""
    reached: set[Path] = set()
    waiting = [file for pattern in entries for file in root.glob(pattern)]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            waiting += [f for name in imported(file) for f in _files_of(root, name)]
    return reached


def imported(file: Path) -> Iterator[str]:
    """Every name that a file imports, wherever it does: `vte.lecture`, `vte.lecture.lire`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files_of(root: Path, name: str) -> Iterator[Path]:
    """The module of that name and the packages that it is in; nothing that is not ours."""
    parts = name.split(".")
    if parts[0] not in _ROOMS:
        return
    for depth in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:depth])
        yield from (f for f in (path / "__init__.py", path.with_suffix(".py")) if f.is_file())


def _data(folder: Path) -> Iterator[Path]:
    """What lies in a folder of code and is none, and all of its folders that are no package."""
    for path in folder.iterdir():
        if path.is_file() and not path.suffix.startswith(".py"):
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from (f for f in path.rglob("*") if f.is_file() and f.suffix != ".pyc")
