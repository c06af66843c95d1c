"""`vte donnees`: databases are brought up to date, and one is told where they stand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tests.vte.schemas import former
from vte import reglages
from vte.cli import application
from vte.commandes import donnees as commande
from vte.databases import open_engine
from vte.journal import EXCHANGES
from vte.schemas.requests import REQUESTS
from vte.schemas.tracker import TRACKER, open_tracker


def run(*arguments: str) -> str:
    result = CliRunner().invoke(application, ["donnees", *arguments])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


@pytest.fixture
def stores(
    url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The tracker on each of the two databases."""
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return {**stores_elsewhere, "VTE_SUIVI": url_vide}


def test_both_databases_are_brought_up_to_date_and_it_is_said(stores: dict[str, str]):
    before = json.loads(run("etat", "--json"))
    assert [b["etat"] for b in before] == ["vide", "vide"]
    told = run("migrer")
    assert f"« suivi » : révision {TRACKER.head}." in told
    assert f"« demandes » : révision {REQUESTS.head}." in told
    after = {b["base"]: b for b in json.loads(run("etat", "--json"))}
    assert {b["etat"] for b in after.values()} == {"à jour"}
    assert after["suivi"]["lignes"]["events"] == 0 and "recus" in after["suivi"]["lignes"]


def test_what_each_holds_is_counted(stores: dict[str, str]):
    engine = open_tracker()
    with engine.begin() as link:
        link.execute(sa.insert(EXCHANGES), [former.exchange("alice", "1", "bonjour")])
    engine.dispose()
    assert '"echanges": 1' in run("etat", "--json")


def test_a_former_journal_that_is_named_is_taken_in(stores: dict[str, str], tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'avant' / 'echanges.sqlite'}"
    engine = open_engine(url)
    former.make_journal(engine)
    with engine.begin() as link:
        link.execute(sa.insert(former.EXCHANGES), [former.exchange("alice", "1", "bonjour")])
    engine.dispose()
    assert "Ancien journal repris : echanges : 1" in run("migrer", "--journal", url)


def test_a_folder_that_cannot_be_looked_into_holds_no_former_journal(
    stores: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    out_of_reach = "x" * 300  # longer than a name may be: asked for, it is an error, not an absence
    monkeypatch.setattr(commande, "PROJECT", SimpleNamespace(name=out_of_reach))
    assert f"« suivi » : révision {TRACKER.head}." in run("migrer")


def test_the_former_setting_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("VTE_JOURNAL_URL", "sqlite:///ailleurs.sqlite")
    reglages.check_at_start()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("VTE_JOURNAL_URL n'est plus un réglage") and "--journal URL" in line
