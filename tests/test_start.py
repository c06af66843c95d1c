"""Tests of the domain start at once: what is heavy waits until a test needs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import territory_cache

LOURDES = ("django", "httpx", "numpy", "playwright", "rasa", "rasa_sdk", "sqlalchemy", "tensorflow")
PLUGINS = ("tests.conftest", "tests.bases", "tests.serveurs", "tests.navigateur")


def test_what_pytest_loads_at_start_imports_nothing_heavy():
    programme = (
        f"import sys, {', '.join(PLUGINS)}; print(*sorted(set({LOURDES}) & set(sys.modules)))"
    )
    dit = subprocess.run(
        [sys.executable, "-c", programme],
        cwd=territory_cache.RACINE,
        capture_output=True,
        text=True,
    )
    assert (dit.stdout.strip(), dit.stderr) == ("", "")


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one table, whose base is a copy of that table."""
    table = tmp_path / "data" / "territoires" / "communes.csv"
    table.parent.mkdir(parents=True)
    table.write_text("Oyonnax")
    monkeypatch.setattr(territory_cache, "RACINE", tmp_path)
    monkeypatch.setattr(territory_cache, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(
        territory_cache, "_build", lambda target: target.write_bytes(table.read_bytes())
    )
    return table


def test_a_base_is_built_once_and_then_copied(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    territory_cache.copy_base(tmp_path / "premiere")
    monkeypatch.setattr(territory_cache, "_build", lambda target: pytest.fail("built again"))
    territory_cache.copy_base(tmp_path / "seconde")
    assert (tmp_path / "seconde").read_text() == "Oyonnax"


def test_a_base_is_built_again_when_a_table_changes_and_the_old_one_is_not_kept(
    sources: Path, tmp_path: Path
):
    territory_cache.copy_base(tmp_path / "premiere")
    sources.write_text("Figeac")
    territory_cache.copy_base(tmp_path / "seconde")
    assert (tmp_path / "seconde").read_text() == "Figeac"
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize("module", ["vte.cli", "vte.conversation"])
def test_what_reads_no_sentence_waits_for_no_spacy(module: str):
    """A command, a page of the console: three seconds of each start."""
    look = f"import sys, {module}; print('spacy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        check=True,
        cwd=territory_cache.RACINE,
    )
    assert done.stdout.strip() == "False"


def test_the_action_server_has_its_words_before_the_first_message(base: str):
    """What was left out of every start is not made up for in the turn of somebody who waits."""
    look = (
        "import sys, actions.__main__ as server\n"
        "server.main_from_args = lambda _: print('spacy.lang.fr.stop_words' in sys.modules)\n"
        "sys.argv[1:] = []\n"
        "sys.exit(server.principal())"
    )
    done = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        check=True,
        cwd=territory_cache.RACINE,
        env={**os.environ, "VTE_BASE_URL": base},
    )
    assert done.stdout.strip() == "True"
