"""Folders of keys and databases are closed to the other accounts of the machine."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vte import private
from vte.private import own_folder


def rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_a_folder_that_is_made_is_its_owner_s_alone(tmp_path: Path):
    own_folder(tmp_path / "a" / "b")
    assert rights(tmp_path / "a" / "b") == 0o700


def test_the_project_s_own_folder_is_closed_whoever_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / ".vte").mkdir(mode=0o755)
    monkeypatch.setattr(private, "PROJECT", tmp_path / ".vte")
    own_folder(tmp_path / ".vte")
    assert rights(tmp_path / ".vte") == 0o700


def test_a_folder_of_others_keeps_its_rights(tmp_path: Path):
    (tmp_path / "shared").mkdir(mode=0o755)
    own_folder(tmp_path / "shared")
    assert rights(tmp_path / "shared") == 0o755


def test_whatever_makes_the_project_s_folder_closes_it():
    for file in ("Makefile", "outils/installer.sh", "outils/rasa_test.sh"):
        made = [line for line in Path(file).read_text().splitlines() if "mkdir" in line]
        assert made and all("mkdir -m 700 -p .vte" in line for line in made), file
