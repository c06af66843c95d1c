"""A copy of the project, in which the steps of docs/extend.md are carried out as they are written.

A section of the guide is a table of files; those marked « new » are under tests/extend/examples,
the others change by the blocks that follow: « `file`, after `line`: » (or before, or instead of).
Its `sh` block is what checks the result.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RACINE = Path(__file__).parents[2]
EXEMPLES = Path(__file__).parent / "examples"
GUIDE = (RACINE / "docs" / "extend.md").read_text(encoding="utf-8")
ROOMS = (
    *(".ci", "actions", "bot", "console", "data", "dispositifs", "docs", "outils", "tests", "vte"),
    "widget",
)
_BLOCK = re.compile(
    r"^`([^`]+)`, (after|before|instead of) (`{1,2})(.+?)\3:\n\n```\w*\n(.*?)^```$", re.M | re.S
)
_PLACED = {"after": "{line}{text}", "before": "{text}{line}", "instead of": "{text}"}


@dataclass(frozen=True)
class Section:
    """`files`: those of its table, and whether each is new; `changes`: (file, how, line, text)."""

    files: dict[str, bool]
    changes: list[tuple[str, str, str, str]]
    commands: list[str]


def section(title: str) -> Section:
    """The section of the guide under this title."""
    text = GUIDE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \|$", text.split("```")[0], re.M)
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    return Section(
        {file: what.startswith("new") for file, what in rows},
        [(file, how, line, new) for file, how, _, line, new in _BLOCK.findall(text)],
        [line for block in blocks for line in block.splitlines()],
    )


class Project:
    """`root`: a copy of the rooms, with a territory base of its own."""

    def __init__(self, root: Path, base: Path) -> None:
        self.root = root
        ignored = shutil.ignore_patterns("__pycache__", "images", "node_modules")
        for room in ROOMS:
            shutil.copytree(RACINE / room, root / room, ignore=ignored)
        for file in (f for f in RACINE.iterdir() if f.is_file()):
            if not file.name.startswith("."):
                shutil.copyfile(file, root / file.name)
        (root / ".venv").symlink_to(Path(sys.executable).parents[1])
        (root / ".vte").mkdir()
        (root / ".vte" / "tests").symlink_to(RACINE / ".vte" / "tests")
        for trained in ("lecteur.npz", "lecteur.npz.sceau", "cle-modeles"):
            (root / ".vte" / trained).symlink_to(RACINE / ".vte" / trained)
        shutil.copyfile(base, root / ".vte" / "territoires.sqlite")

    def extend(self, of: Section, examples: str) -> None:
        """Carries out the steps: exactly the files of the table are added or changed."""
        new = [f for f in (EXEMPLES / examples).rglob("*") if f.is_file()]
        added = {f.relative_to(EXEMPLES / examples).as_posix(): f for f in new if _written(f)}
        assert set(added) == {file for file, is_new in of.files.items() if is_new}
        assert {change[0] for change in of.changes} == set(of.files) - set(added)
        for path, example in added.items():
            assert not (self.root / path).exists()
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(example, self.root / path)
        for change in of.changes:
            self._change(*change)

    def _change(self, path: str, how: str, anchor: str, text: str) -> None:
        file = self.root / path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        place = next(i for i, line in enumerate(lines) if line.strip() == anchor.strip())
        lines[place] = _PLACED[how].format(line=lines[place], text=text)
        file.write_text("".join(lines), encoding="utf-8")

    def check(self, of: Section) -> str:
        """Runs the commands of the section, which must succeed; what they said, on one line."""
        return " ".join(word for c in of.commands for word in self.run(["sh", "-c", c]).split())

    def python(self, programme: str, **env: str) -> Any:
        """What `programme` prints on its last line, as JSON."""
        said = self.run([sys.executable, "-W", "ignore", "-c", programme], **env)
        return json.loads(said.splitlines()[-1])

    def run(self, command: list[str], **env: str) -> str:
        known = {n: v for n, v in os.environ.items() if not n.startswith(("VTE_", "COV", "DJANGO"))}
        said = subprocess.run(
            command,
            cwd=self.root,
            env={**known, "PYTHONPATH": str(self.root), "VTE_AUJOURDHUI": "2021-06-15", **env},
            capture_output=True,
            text=True,
        )
        assert said.returncode == 0, said.stdout[-3000:] + said.stderr[-3000:]
        return said.stdout


def _written(file: Path) -> bool:
    return "__pycache__" not in file.parts
