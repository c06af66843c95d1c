"""What `make run` says when it cannot start, and when it trains again."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from bot import launcher, model
from vte import secret


@pytest.mark.parametrize("reglage", ["VTE_PORT_RASA", "VTE_PORT_CONSOLE"])
def test_a_port_that_is_taken_is_one_clear_line(
    reglage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = str(prise.getsockname()[1])
        monkeypatch.setenv(reglage, port)
        monkeypatch.setattr(model, "prepare", lambda: None)
        assert launcher.main([]) == 1
    erreur = capsys.readouterr().err.strip()
    assert port in erreur and reglage in erreur and "\n" not in erreur


def _script(fichier: Path, commande: str) -> Path:
    fichier.write_text(f"#!/bin/sh\n{commande}\n")
    fichier.chmod(0o755)
    return fichier


def _faux_projet(monkeypatch: pytest.MonkeyPatch, racine: Path, commande: str) -> Path:
    """A tree of sources, a reader that is up to date and a `rasa` that does `commande`.

    `make setup` tests training itself.
    """
    rasa = _script(racine / "rasa", commande)
    _script(racine / "vte", "exit 0")
    monkeypatch.setattr(sys, "executable", str(racine / "python"))
    (racine / "domain.yml").write_text("a")
    monkeypatch.setattr(model, "ROOT", racine)
    monkeypatch.setattr(model, "MODEL", racine / "models" / "vte.tar.gz")
    monkeypatch.setattr(model, "MARK", racine / ".vte" / "modele.empreinte")
    monkeypatch.setattr(model, "LOG", racine / ".vte" / "entrainement.log")
    monkeypatch.setattr(model, "fingerprint", lambda: (racine / "domain.yml").read_text())
    monkeypatch.setattr(model, "RASA", (str(rasa),))
    return racine


def test_training_happens_when_a_source_changed_and_only_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    racine = _faux_projet(monkeypatch, tmp_path, "mkdir -p models; echo fois >> models/vte.tar.gz")
    for _ in range(2):
        model.prepare()
    assert (racine / "models/vte.tar.gz").read_text() == "fois\n"
    (racine / "domain.yml").write_text("b")
    model.prepare()
    assert (racine / "models/vte.tar.gz").read_text() == "fois\nfois\n"


def test_a_model_that_somebody_changed_is_told_and_trained_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    racine = _faux_projet(monkeypatch, tmp_path, "mkdir -p models; echo ours > models/vte.tar.gz")
    monkeypatch.setattr(secret, "MODELS_FILE", tmp_path / "cle-modeles")
    model.prepare()
    (racine / "models/vte.tar.gz").write_text("of somebody else")
    model.prepare()
    assert (racine / "models/vte.tar.gz").read_text() == "ours\n"
    assert "make setup" in capsys.readouterr().err


def test_what_a_bench_trains_is_what_is_served_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    racine = _faux_projet(monkeypatch, tmp_path, 'mkdir -p models; echo "$@" >> models/vte.tar.gz')
    assert model.train("--force") >= 0
    model.prepare()
    (appel,) = (racine / "models/vte.tar.gz").read_text().splitlines()
    assert "--force" in appel and "--data data" in appel


def test_a_failed_training_names_its_log_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    _faux_projet(monkeypatch, tmp_path, "echo raison; exit 3")
    for _ in range(2):
        assert launcher.main(["preparer"]) == 1
        assert "entrainement.log" in capsys.readouterr().err
    assert "raison" in (tmp_path / ".vte/entrainement.log").read_text()


def test_a_failed_training_leaves_no_model_that_seems_up_to_date(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    racine = _faux_projet(monkeypatch, tmp_path, "exit 3")
    (racine / "models").mkdir()
    (racine / "models/vte.tar.gz").write_text("old")
    assert launcher.main(["preparer"]) == 1
    assert not model.MARK.exists()


def test_the_servers_report_to_nobody():
    assert launcher.environment()["RASA_TELEMETRY_ENABLED"] == "false"


def test_both_servers_are_given_the_same_token_also_when_none_was_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "secret")
    drawn = launcher.environment()["VTE_JETON_ACTIONS"]
    assert len(drawn) >= 32 and launcher.environment()["VTE_JETON_ACTIONS"] == drawn
    assert drawn != secret.key()
    monkeypatch.setenv("VTE_JETON_ACTIONS", "x" * 32)
    assert launcher.environment()["VTE_JETON_ACTIONS"] == "x" * 32


@pytest.mark.parametrize("kept", ["", "court"])
def test_a_kept_key_that_somebody_could_guess_is_one_clear_line(
    kept: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "secret")
    (tmp_path / "secret").write_text(kept)
    assert launcher.main(["preparer"]) == 1
    erreur = capsys.readouterr().err.strip()
    assert str(tmp_path / "secret") in erreur and "\n" not in erreur


def test_a_reader_that_cannot_be_trained_stops_before_the_model_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    racine = _faux_projet(monkeypatch, tmp_path, "mkdir -p models; echo fois >> models/vte.tar.gz")
    _script(racine / "vte", '[ "$*" = "lecture entrainer" ] && exit 2')
    assert launcher.main(["preparer"]) == 1
    assert "lecteur" in capsys.readouterr().err
    assert not (racine / "models/vte.tar.gz").exists()
