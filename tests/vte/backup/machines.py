"""A machine that is filled, saved, and begun anew elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tests.vte.schemas.former import exchange
from vte import suivi
from vte.cli import application
from vte.demandes import Demandes
from vte.journal import EXCHANGES
from vte.schemas.tracker import open_tracker

RACINE = Path(__file__).parents[3]
SETTINGS = ("VTE_SUIVI", "VTE_DEMANDES_URL", "VTE_CONSOLE_URL")
Machine = Callable[[], dict[str, str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Machine:
    """Makes a machine without anything and goes on there; its databases, by setting."""
    made: list[dict[str, str]] = []

    def make() -> dict[str, str]:
        folder = tmp_path / f"machine{len(made)}"
        urls = {
            name: request.getfixturevalue("base_postgres")()
            if request.param == "postgresql"
            else f"sqlite:///{folder / name}.sqlite"
            for name in SETTINGS
        }
        for name, url in urls.items():
            monkeypatch.setenv(name, url)
        made.append(urls)
        return urls

    monkeypatch.setenv("VTE_REGISTRE", str(tmp_path / "registre"))
    monkeypatch.setenv("VTE_CLE_SAUVEGARDES", "une clé de sauvegardes, de 32 octets au moins")
    make()
    return make


def fill(*people: str) -> None:
    now = datetime.now(UTC)
    engine = open_tracker()
    with engine.begin() as link:
        for who in people:
            event = {"sender_id": who, "type_name": "user", "timestamp": now.timestamp()}
            rows = [{**event, "data": f"mot de {who} {n}"} for n in range(3)]
            link.execute(sa.insert(suivi.EVENEMENTS), rows)
            said = exchange(who, "1", f"mot de {who}", now.isoformat())
            link.execute(sa.insert(EXCHANGES), [said])
            Demandes().noter(who, nom=f"mot de {who}", coordonnee="a@b.fr", sujet="é")
            Demandes().envoyer(who)
    engine.dispose()


def counts() -> dict[str, int]:
    told = CliRunner().invoke(application, ["donnees", "etat", "--json"]).output
    found: dict[str, int] = {}
    for base in json.loads(told):
        found |= base["lignes"]
    return found
