"""The projection waits for a database that is locked or away, and goes on by itself."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from typing import Any

import pytest
import sqlalchemy as sa
from django.core.management import CommandError, call_command
from django.db import OperationalError

from console.management.commands import projeter as commande
from console.models import Conversation
from console.projection import passes
from tests.console.evenements import Suivi, eligible
from tests.console.test_effacement import RACINE, Console, console  # noqa: F401
from vte.backoff import Backoff

LOCKED = OperationalError("database is locked")


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, which take none here; the connection is the test's own."""
    waited: list[float] = []
    monkeypatch.setattr(commande.time, "sleep", waited.append)
    monkeypatch.setattr(commande.connection, "close", lambda: None)
    return waited


def failing(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> None:
    """The first passes fail so, the next ones do not."""
    real, left = passes.passe, list(errors)

    def passe(*arguments: Any) -> int:
        if left:
            raise left.pop(0)
        return real(*arguments)

    monkeypatch.setattr(passes, "passe", passe)


def test_a_locked_database_is_waited_for(
    suivi: Suivi, monkeypatch: pytest.MonkeyPatch, waits: list[float]
):
    suivi.ecrire(eligible(), "alice")
    failing(monkeypatch, LOCKED, sa.exc.OperationalError("SELECT", {}, Exception("locked")), LOCKED)
    call_command("projeter")
    assert Conversation.objects.get().personne == "alice" and waits == [1.0, 2.0, 4.0]


def test_one_that_never_comes_back_is_an_error_in_the_end(
    suivi: Suivi, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(commande, "PATIENCE", -1.0)
    failing(monkeypatch, LOCKED)
    with pytest.raises(OperationalError):
        call_command("projeter")


def test_following_goes_on_whatever_fails_and_says_it_without_what_was_said(
    suivi: Suivi,
    monkeypatch: pytest.MonkeyPatch,
    waits: list[float],
    caplog: pytest.LogCaptureFixture,
):
    suivi.heure = time.time()  # too recent to be purged
    suivi.ecrire(eligible(), "alice")
    failing(monkeypatch, LOCKED, RuntimeError("a fault of ours"), LOCKED)

    def end(seconds: float) -> None:
        waits.append(seconds)
        if Conversation.objects.exists() or len(waits) > 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(commande.time, "sleep", end)
    with pytest.raises(KeyboardInterrupt):
        commande.suivre_sans_fin(suivi.moteur, passes.LOT)
    assert waits == [1.0, 2.0, 4.0, commande.REPOS]
    assert "RuntimeError" in caplog.text and "database is locked" in caplog.text


def test_a_purge_that_fails_ends_no_projection(
    suivi: Suivi, monkeypatch: pytest.MonkeyPatch, waits: list[float]
):
    suivi.ecrire(eligible(), "alice")

    def purger() -> None:
        raise ExceptionGroup("some of the data could not be erased", [LOCKED])

    def end(seconds: float) -> None:
        waits.append(seconds)
        if Conversation.objects.exists() or len(waits) > 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(commande, "purger", purger)
    monkeypatch.setattr(commande.time, "sleep", end)
    with pytest.raises(KeyboardInterrupt):
        commande.suivre_sans_fin(suivi.moteur, passes.LOT)
    assert Conversation.objects.get().issue == "verdict"


def test_following_waits_for_the_tables_that_the_console_makes(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
):
    there = iter([False, False, True, True])
    monkeypatch.setattr("console.management.base.tables_a_jour", lambda: next(there))
    commande.Command().exiger_les_tables({"suivre": True})
    assert waits == [commande.REPOS] * 2
    monkeypatch.setattr("console.management.base.tables_a_jour", lambda: False)
    with pytest.raises(CommandError):
        commande.Command().exiger_les_tables({"suivre": False})


def test_the_waits_grow_to_a_limit_and_begin_again_once_it_went_well():
    delays = Backoff(1.0, 5.0)
    assert [delays.next() for _ in range(5)] == [1.0, 2.0, 4.0, 5.0, 5.0]
    delays.reset()
    assert delays.next() == 1.0


@pytest.mark.lent
def test_databases_that_are_locked_for_thirty_seconds_are_waited_for(
    console: Console,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    if not console.urls[0].startswith("sqlite"):
        pytest.skip("PostgreSQL waits for a lock by itself")
    monkeypatch.undo()
    console.suivi.ecrire(eligible("web", "nouvelleparole"), "carole")
    links = [sqlite3.connect(url.removeprefix("sqlite:///")) for url in console.urls[:2]]
    for link in links:
        link.execute("BEGIN EXCLUSIVE")
    reading = subprocess.Popen(
        [sys.executable, "console/manage.py", "projeter"],
        cwd=RACINE,
        env=console.environnement,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(30)
    assert reading.poll() is None
    for link in links:
        link.rollback()
        link.close()
    _, said = reading.communicate(timeout=120)
    assert reading.returncode == 0, said
    assert console.urls[0] in console.ou("nouvelleparole")
