"""The two sides of the measure: this tree, and the one before the rebuild, prepared beside it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.environment import ROOT, CannotStart, environment

REVISION = "207145c"  # the last before the house was rebuilt around the conversation
BESIDE = ROOT / ".vte" / "bench-before"


@dataclass(frozen=True)
class Side:
    """A tree of the project; `reading` and `passes`: its functions « file:name » that read a
    message, and that pass over its text once; `criteria`: the one that judges a barème's.
    """

    name: str
    root: Path
    reading: str
    passes: str
    criteria: str = ""

    @property
    def model(self) -> Path:
        """What its own `make setup` trains."""
        return self.root / "models" / "vte.tar.gz"

    def environment(self) -> dict[str, str]:
        """That of its processes: its own code first, whatever tree is installed."""
        return environment() | {"PYTHONPATH": str(self.root)}

    def python(self, *arguments: str) -> str:
        """What this tree's Python prints. Error: CannotStart, with what it said."""
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
        )
        if ran.returncode:
            raise CannotStart(f"{self.name}: {' '.join(arguments)}\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def check(self) -> None:
        """Error: CannotStart, when its processes would run the code of another tree."""
        where = self.python("-c", "import vte; print(vte.__file__)").strip()
        if where != str(self.root / "vte" / "__init__.py"):
            raise CannotStart(f"{self.name}: {where} is run instead of {self.root}.")


AFTER = Side(
    "after",
    ROOT,
    "vte/lecture/message.py:lire",
    "vte/lecture/roles/lecteur.py:juger",
    "vte/regles/evaluation.py:juger",
)
BEFORE = Side(
    "before",
    BESIDE,
    "vte/francais/lecture.py:lire",
    "vte/francais/lecture.py:_lire",
    "vte/regles/criteres.py:tous",
)


@contextmanager
def both() -> Iterator[tuple[Side, Side]]:
    """(before, after), each with its base and its model; what was before is then removed.

    `make setup` prepared this tree. Error: CannotStart.
    """
    try:
        check_out(REVISION, BESIDE)
        for side in (BEFORE, AFTER):
            side.check()
        print(f"before ({REVISION}): base, model…", flush=True)
        BEFORE.python("-c", "from vte.cli import principal; principal(['base', 'construire'])")
        BEFORE.python("-m", "bot.lancement", "preparer")
        yield BEFORE, AFTER
    finally:
        shutil.rmtree(BESIDE, ignore_errors=True)


def check_out(revision: str, folder: Path) -> None:
    """The files of a revision, in an empty folder. Error: CannotStart."""
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "archive", "--format=tar", revision]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, env=os.environ)
    if ran.returncode:
        raise CannotStart(f"{revision} is not in this clone (git fetch --unshallow would get it).")
    with tarfile.open(fileobj=io.BytesIO(ran.stdout)) as archive:
        archive.extractall(folder, filter="data")
