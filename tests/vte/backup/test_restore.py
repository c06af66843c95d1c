"""A backup is restored into an empty machine, whole; what was erased since stays erased."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tests.bases import contenu
from tests.vte.schemas.former import exchange
from vte import effacement, ouvriers, registre, suivi
from vte.backup import restore as restoring
from vte.backup import save as saving
from vte.cli import application
from vte.databases import open_engine
from vte.demandes import Demandes
from vte.erreurs import ReglageInvalide, SauvegardeInvalide
from vte.journal import EXCHANGES, HANDLED, INBOX, RECEIVED
from vte.relectures import Relecture, Relectures
from vte.schemas import upgrade
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


def test_an_id_that_was_erased_before_the_backup_is_not_given_again_after_it(
    machine: Machine, tmp_path: Path
):
    fill("alice", "bob")
    effacement.effacer(["bob"])
    saving.save(tmp_path / "s")
    machine()
    restoring.restore(tmp_path / "s")
    fill("carl")
    engine = open_tracker()
    with engine.connect() as link:
        ids = link.execute(sa.select(suivi.EVENEMENTS.c.id).order_by("id")).scalars().all()
    assert ids == [1, 2, 3, 7, 8, 9]
    engine.dispose()


@pytest.mark.parametrize("encrypted", [False, True])
def test_who_was_erased_since_the_backup_is_erased_again(
    encrypted: bool, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registre, "MARGIN", timedelta(0))  # all of it happens within a second here
    fill("alice", "bob", "carl")
    effacement.effacer(["carl"])  # and comes back
    fill("carl")
    saving.save(tmp_path / "s", encrypted)
    effacement.effacer(["alice"])
    urls = machine()
    _, erased = restoring.restore(tmp_path / "s")
    assert erased == 1
    for name in ("VTE_SUIVI", "VTE_DEMANDES_URL"):
        held = contenu(urls[name])
        assert b"mot de alice" not in held
        assert b"mot de bob" in held and b"mot de carl" in held


def test_an_erasure_that_was_under_way_during_the_backup_is_applied_too(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill("alice", "bob")

    def midway(_: object) -> dict[str, int]:
        saving.save(tmp_path / "s")
        return {}

    with monkeypatch.context() as patch:
        patch.setattr(effacement, "appliquer", midway)
        effacement.effacer(["alice"])
    machine()
    assert restoring.restore(tmp_path / "s")[1] == 1
    assert Demandes().de("alice") == [] and Demandes().de("bob") != []


def test_what_became_too_old_since_is_purged(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill("alice")
    engine = open_tracker()
    old = (datetime.now(UTC) - timedelta(days=20)).timestamp()
    with engine.begin() as link:
        link.execute(sa.update(suivi.EVENEMENTS).values(timestamp=old))
    engine.dispose()
    saving.save(tmp_path / "s")
    machine()
    monkeypatch.setenv("VTE_CONSERVATION", "10")
    restoring.restore(tmp_path / "s")
    assert counts()["events"] == 0 and counts()["echanges"] == 1


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


def test_the_register_keeps_an_erasure_as_long_as_a_backup_may_hold_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_REGISTRE", str(tmp_path / "registre"))
    now = datetime.now(UTC)
    registre.note(["alice"], registre.BEGUN)
    registre.note(["alice"], registre.DONE)
    assert registre.since(now - timedelta(minutes=1)) == ["alice"]
    later = now + registre.MARGIN  # the clock of the machine that saves may be ahead
    assert registre.since(later) == ["alice"]
    assert registre.since(later + timedelta(minutes=1)) == []
    registre.note(["bob"], registre.BEGUN)  # and the machine stopped
    (file,) = (tmp_path / "registre").iterdir()
    file.write_text(file.read_text("utf-8") + '{"le": "20', encoding="utf-8")
    assert registre.since(later + timedelta(minutes=1)) == ["bob"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert registre.purge(now) == 0 and registre.purge(now + timedelta(days=32)) == 1
    assert registre.since(now - timedelta(minutes=1)) == []


@pytest.mark.usefixtures("stores_elsewhere")
def test_a_register_that_cannot_be_written_is_said_and_the_person_is_erased_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("VTE_REGISTRE", str(tmp_path / "file" / "registre"))
    Demandes().noter("alice", nom="Alice")
    with pytest.raises(ExceptionGroup, match="register"):
        effacement.effacer(["alice"])
    assert Demandes().de("alice") == []
