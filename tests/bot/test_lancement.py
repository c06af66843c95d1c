"""What `make run` says when it cannot start, and when it trains again."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot import lancement


@pytest.mark.parametrize("reglage", ["VTE_PORT_RASA", "VTE_PORT_ACTIONS", "VTE_PORT_CONSOLE"])
def test_a_port_that_is_taken_is_one_clear_line(
    reglage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = str(prise.getsockname()[1])
        monkeypatch.setenv(reglage, port)
        monkeypatch.setattr(lancement, "entrainer", lambda: None)
        assert lancement.principal([]) == 1
    erreur = capsys.readouterr().err.strip()
    assert port in erreur and reglage in erreur and "\n" not in erreur


def _faux_projet(monkeypatch: pytest.MonkeyPatch, racine: Path, commande: str) -> Path:
    """A tree of sources and a `rasa` that does `commande`: training itself is tested by `make setup`."""
    rasa = racine / "rasa"
    rasa.write_text(f"#!/bin/sh\n{commande}\n")
    rasa.chmod(0o755)
    (racine / "domain.yml").write_text("a")
    monkeypatch.setattr(lancement, "RACINE", racine)
    monkeypatch.setattr(lancement, "MODELE", racine / "models" / "vte.tar.gz")
    monkeypatch.setattr(lancement, "EMPREINTE", racine / ".vte" / "modele.empreinte")
    monkeypatch.setattr(lancement, "SOURCES", ("domain.yml",))
    monkeypatch.setattr(lancement, "_rasa", lambda: str(rasa))
    return racine


def test_training_happens_when_a_source_changed_and_only_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    racine = _faux_projet(monkeypatch, tmp_path, "mkdir -p models; echo fois >> models/vte.tar.gz")
    for _ in range(2):
        lancement.entrainer()
    assert (racine / "models/vte.tar.gz").read_text() == "fois\n"
    (racine / "domain.yml").write_text("b")
    lancement.entrainer()
    assert (racine / "models/vte.tar.gz").read_text() == "fois\nfois\n"


def test_a_failed_training_names_its_log_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    _faux_projet(monkeypatch, tmp_path, "echo raison; exit 3")
    for _ in range(2):
        assert lancement.principal(["preparer"]) == 1
        assert "entrainement.log" in capsys.readouterr().err
    assert "raison" in (tmp_path / ".vte/entrainement.log").read_text()


def test_the_servers_listen_to_this_machine_only_and_report_to_nobody():
    environnement = lancement.environnement()
    assert (
        environnement["SANIC_HOST"] == "127.0.0.1"
        and environnement["RASA_TELEMETRY_ENABLED"] == "false"
    )


def test_every_source_of_the_model_exists():
    for source in lancement.SOURCES:
        assert (lancement.RACINE / source).exists(), source
