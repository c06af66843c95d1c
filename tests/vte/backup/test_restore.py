"""A backup is restored into an empty machine, whole."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tests.vte.backup.machines import RACINE, SETTINGS, Machine, counts, fill, machine
from vte import effacement, ouvriers, suivi
from vte.backup import restore as restoring
from vte.backup import save as saving
from vte.cli import application
from vte.databases import open_engine
from vte.demandes import Demandes
from vte.erreurs import ReglageInvalide, SauvegardeInvalide
from vte.journal import HANDLED, INBOX, RECEIVED
from vte.relectures import Relecture, Relectures
from vte.schemas import upgrade
from vte.schemas.tracker import open_tracker

__all__ = ["machine"]


def test_an_empty_machine_has_all_of_it_afterwards_and_goes_on_with_new_numbers(
    machine: Machine, tmp_path: Path
):
    fill("alice", "bob")
    Relectures().noter(Relecture("source", datetime.now(UTC).date(), "léa", True, "note"))
    before = counts()
    saving.save(tmp_path / "s")
    machine()
    restoring.restore(tmp_path / "s")
    assert counts() == before and before["events"] == 6
    assert [d.nom for d in Demandes().envoyees()] == ["mot de bob", "mot de alice"]
    assert Relectures().toutes()[0].changee is True
    fill("carl")
    assert Demandes().envoyees()[0].id == 3 and counts()["events"] == 9


def test_nothing_is_restored_under_a_worker_that_serves(machine: Machine, tmp_path: Path):
    fill("alice")
    saving.save(tmp_path / "s")
    machine()
    with open_tracker().begin() as link:
        ouvriers.battre(link, "machine:5005")
    with pytest.raises(SauvegardeInvalide, match="machine:5005"):
        restoring.restore(tmp_path / "s", replace=True)
    assert counts()["events"] == 0
    with open_tracker().begin() as link:
        ouvriers.partir(link, "machine:5005")
    restoring.restore(tmp_path / "s", replace=True)
    assert counts()["events"] == 3


def test_what_waited_when_it_was_saved_is_not_answered_days_later(machine: Machine, tmp_path: Path):
    row = {
        "canal": "telegram",
        "id": "7",
        "le": datetime.now(UTC).isoformat(),
        "etat": RECEIVED,
        "envoyes": 0,
    }
    with open_tracker().begin() as link:
        link.execute(sa.insert(INBOX), [{**row, "entrant": json.dumps({"adresse": "12"})}])
    saving.save(tmp_path / "s")
    machine()
    restoring.restore(tmp_path / "s")
    with open_tracker().connect() as link:
        (kept,) = link.execute(sa.select(INBOX.c.id, INBOX.c.etat, INBOX.c.entrant)).all()
    assert tuple(kept) == ("7", HANDLED, None)


@pytest.mark.parametrize("machine", ["sqlite", "postgresql"], indirect=True)
def test_the_tracker_and_the_requests_go_from_one_kind_of_database_to_the_other(
    machine: Machine,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    urls = machine()
    fill("alice", "bob")
    Relectures().noter(Relecture("source", datetime.now(UTC).date(), "léa", True, "note"))
    manage("migrate", "-v0")
    before = counts()
    saving.save(tmp_path / "s")
    other = urls["VTE_SUIVI"].startswith("sqlite")
    for name in SETTINGS:
        new = f"sqlite:///{tmp_path / 'autre' / name}.sqlite"
        monkeypatch.setenv(name, request.getfixturevalue("base_postgres")() if other else new)
    with pytest.raises(SauvegardeInvalide, match="d'une autre sorte"):
        restoring.restore(tmp_path / "s")
    restoring.restore(tmp_path / "s", without=["console"])
    assert counts() == before
    assert Relectures().toutes()[0].changee is True
    fill("carl")


def test_data_that_are_there_are_kept_unless_it_is_asked_for(machine: Machine, tmp_path: Path):
    fill("alice")
    saving.save(tmp_path / "s")
    fill("bob")
    with pytest.raises(SauvegardeInvalide, match="contient déjà des données"):
        restoring.restore(tmp_path / "s")
    assert counts()["events"] == 6
    restoring.restore(tmp_path / "s", replace=True)
    assert counts()["events"] == 3 and [d.nom for d in Demandes().envoyees()] == ["mot de alice"]


def test_a_damaged_archive_changes_nothing(machine: Machine, tmp_path: Path):
    fill("alice")
    saving.save(tmp_path / "s")
    whole = (tmp_path / "s").read_bytes()
    (tmp_path / "s").write_bytes(whole[:-4])
    fill("bob")
    with pytest.raises(SauvegardeInvalide, match="Rien n'a été changé"):
        restoring.restore(tmp_path / "s", replace=True)
    assert counts()["events"] == 6


def test_a_restored_tracker_has_another_identity(machine: Machine, tmp_path: Path):
    fill("alice")
    engine = open_tracker()
    with engine.connect() as link:
        before = suivi.identite(link)
    engine.dispose()
    saving.save(tmp_path / "s")
    restoring.restore(tmp_path / "s", replace=True)
    engine = open_tracker()
    with engine.connect() as link:
        assert suivi.identite(link) != before
    engine.dispose()


def test_a_backup_of_an_older_release_is_restored_in_its_shape_and_brought_up_to_date(
    machine: Machine, tmp_path: Path
):
    urls = machine()
    engine = open_engine(urls["VTE_SUIVI"])
    with upgrade.alone(engine) as link:
        upgrade.upgrade(link, suivi.TRACKER, "0001")
        row = {"sender_id": "alice", "type_name": "user", "timestamp": 4e9}
        link.execute(sa.insert(suivi.EVENEMENTS), [row])
    saving.save(tmp_path / "s")
    engine.dispose()
    machine()
    restoring.restore(tmp_path / "s")
    engine = open_tracker()
    with engine.connect() as link:
        assert suivi.TRACKER.differences(link) == [] and suivi.identite(link)
    assert counts()["events"] == 1
    engine.dispose()


def manage(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "console/manage.py", *arguments], cwd=RACINE, check=True, timeout=120
    )


STAFF = """
from django.contrib.auth.models import User
from console.models import Acces, Conversation, Note
User.objects.create_user("lea", password="un mot de passe assez long")
Acces.objects.create(qui="lea", geste="lecture", quoi="1")
"""
LOOK = """
import sys
from django.contrib.auth.models import User
from console.models import Acces
lea = User.objects.get(username="lea")
assert lea.check_password("un mot de passe assez long") and lea.date_joined.tzinfo
assert Acces.objects.count() == 1
assert User.objects.create_user("max").pk > lea.pk
"""


def test_the_console_s_accounts_and_gestures_come_back_and_wait_for_its_tables(
    machine: Machine, tmp_path: Path
):
    fill("alice")
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", STAFF)
    saving.save(tmp_path / "s")
    machine()
    with pytest.raises(SauvegardeInvalide, match="lancez d'abord"):
        restoring.restore(tmp_path / "s")
    manage("migrate", "-v0")
    counted, _ = restoring.restore(tmp_path / "s")
    assert {c.name: c.rows for c in counted}["auth_user"] == 1
    manage("shell", "-v0", "-c", LOOK)
    restoring.restore(tmp_path / "s", replace=True)
    manage("shell", "-v0", "-c", LOOK)


def test_keys_go_into_an_encrypted_archive_only_and_come_back_where_there_are_none(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    kept = tmp_path / "cles" / "secret"
    monkeypatch.setattr(saving, "KEYS", {"secret": kept})
    monkeypatch.setattr(restoring, "KEYS", {"secret": kept})
    kept.parent.mkdir()
    kept.write_text("le secret", encoding="utf-8")
    fill("alice")
    with pytest.raises(ReglageInvalide, match="--chiffrer"):
        saving.save(tmp_path / "s", with_keys=True)
    saving.save(tmp_path / "s", encrypted=True, with_keys=True)
    kept.unlink()
    machine()
    restoring.restore(tmp_path / "s")
    assert kept.read_text("utf-8") == "le secret" and kept.stat().st_mode & 0o777 == 0o600
    kept.write_text("un autre", encoding="utf-8")
    machine()
    with pytest.raises(SauvegardeInvalide, match="une autre clé"):
        restoring.restore(tmp_path / "s")
    assert kept.read_text("utf-8") == "un autre"


def test_the_commands_say_what_they_did(machine: Machine, tmp_path: Path):
    fill("alice", "bob")
    file = str(tmp_path / "s")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(application, list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    told = run("sauvegarder", file)
    assert "Sauvegarde écrite\u00a0: demandes\u00a0: 2" in told and "events\u00a0: 6" in told
    assert "Sauvegarde intacte" in run("restaurer", file, "--verifier")
    effacement.effacer(["alice"])
    machine()
    told = run("restaurer", file)
    assert "Sauvegarde restaurée" in told and "1\u00a0personne effacée depuis" in told


def test_a_backup_sees_one_moment_whoever_writes_meanwhile(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill("alice")
    keys = saving._keys

    def meanwhile() -> dict[str, str]:
        fill("bob")
        return keys()

    monkeypatch.setattr(saving, "_keys", meanwhile)
    saving.save(tmp_path / "s", encrypted=True, with_keys=True)
    assert counts()["events"] == 6
    _, counted = restoring.verify(tmp_path / "s")
    assert {c.name: c.rows for c in counted}["events"] == 3
