"""What was erased since a backup, or became too old, stays erased when it is restored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.bases import contenu
from tests.vte.backup.machines import Machine, counts, fill, machine
from vte import effacement, registre, suivi
from vte.backup import restore as restoring
from vte.backup import save as saving
from vte.demandes import Demandes
from vte.schemas.tracker import open_tracker

__all__ = ["machine"]


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
