"""What is looked at when somebody asks: queues, pools, the inbox; and who may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy.engine import Engine

from bot.observability import exposition
from bot.observability.gauges import Gauges
from bot.observability.inbox import InboxGauges
from tests.ports import free_port
from vte import journal
from vte.journal import CLOSED, HANDLED, INBOX, LOST, RECEIVED, UNREACHABLE


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


def test_a_queue_is_as_long_as_when_it_is_asked(registry: CollectorRegistry):
    gauges, waiting = Gauges(), ["un"]
    registry.register(gauges)
    gauges.watch_queue("telegram", lambda: len(waiting))
    waiting.append("deux")
    assert registry.get_sample_value("vte_queue_length", {"queue": "telegram"}) == 2


def test_a_queue_that_cannot_be_read_hides_no_other(
    registry: CollectorRegistry, caplog: pytest.LogCaptureFixture
):
    gauges, gone = Gauges(), {}
    registry.register(gauges)
    gauges.watch_queue("messenger", lambda: gone["messenger"])
    gauges.watch_queue("telegram", lambda: 3)
    assert registry.get_sample_value("vte_queue_length", {"queue": "messenger"}) is None
    assert registry.get_sample_value("vte_queue_length", {"queue": "telegram"}) == 3
    assert "could not be read" in caplog.text


def test_the_connections_of_a_pool_are_told_by_what_they_do(
    registry: CollectorRegistry, tmp_path: Path
):
    engine = sa.create_engine(
        f"sqlite:///{tmp_path / 'a.sqlite'}",
        poolclass=sa.pool.QueuePool,
        pool_size=3,
        max_overflow=2,
    )
    gauges = Gauges()
    registry.register(gauges)
    gauges.watch_pool("suivi", engine)
    with engine.connect(), engine.connect():
        told = {
            state: registry.get_sample_value(
                "vte_pool_connections", {"database": "suivi", "state": state}
            )
            for state in ("used", "idle", "most")
        }
    assert told == {"used": 2, "idle": 0, "most": 5}
    engine.dispose()


def test_a_pool_without_a_size_is_not_told(registry: CollectorRegistry):
    engine = sa.create_engine("sqlite://")
    gauges = Gauges()
    registry.register(gauges)
    gauges.watch_pool("suivi", engine)
    assert b"vte_pool_connections{" not in generate_latest(registry)
    engine.dispose()


def test_what_is_left_on_the_disk_is_told_where_something_is_written(
    registry: CollectorRegistry, tmp_path: Path
):
    gauges = Gauges()
    registry.register(gauges)
    assert registry.get_sample_value("vte_disk_free_bytes") is None
    gauges.watch_disk([tmp_path])
    assert (registry.get_sample_value("vte_disk_free_bytes") or 0) > 0


@pytest.fixture
def inbox(stores_elsewhere: dict[str, str], url_vide: str) -> Iterator[Engine]:
    engine = journal.ouvrir(url_vide, wait=1.0)
    yield engine
    engine.dispose()


def receive(engine: Engine, identifier: str, state: str, age: timedelta) -> None:
    row = {
        "canal": "telegram",
        "id": identifier,
        "le": (datetime.now(UTC) - age).isoformat(),
        "etat": state,
        "envoyes": 0,
        "entrant": json.dumps({"adresse": "06 12 34 56 78"}),
    }
    with engine.begin() as link:
        link.execute(sa.insert(INBOX), [row])


def test_the_inbox_tells_what_waits_since_when_and_what_was_lost(
    registry: CollectorRegistry, inbox: Engine
):
    receive(inbox, "1", RECEIVED, timedelta(minutes=10))
    receive(inbox, "2", RECEIVED, timedelta(minutes=1))
    receive(inbox, "3", LOST, timedelta(hours=2))
    receive(inbox, "4", HANDLED, timedelta(days=2))
    receive(inbox, "5", CLOSED, timedelta(days=1))
    for place in ("6", "7", "8"):
        receive(inbox, place, UNREACHABLE, timedelta(days=1))
    registry.register(InboxGauges(inbox))
    told = {
        name: registry.get_sample_value(f"vte_inbox_{name}", {"channel": "telegram"})
        for name in ("waiting", "oldest_seconds", "lost", "closed", "unreachable")
    }
    assert (told["waiting"], told["lost"]) == (2, 1)
    assert (told["closed"], told["unreachable"]) == (1, 3)
    assert 600 <= (told["oldest_seconds"] or 0) < 3600
    assert b"06 12" not in generate_latest(registry)


def test_an_inbox_that_does_not_answer_is_said_and_the_rest_is_still_told(
    registry: CollectorRegistry, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "a.sqlite").write_text("ceci n'est pas une base")
    registry.register(InboxGauges(sa.create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")))
    assert b"# TYPE vte_inbox_waiting gauge" in generate_latest(registry)
    assert "The inbox could not be counted: DatabaseError." in caplog.text


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("VTE_PORT_MESURES", str(free_port()))
    port = exposition.serve()
    assert exposition.serve() == port  # once, however many ask
    yield f"http://127.0.0.1:{port}"
    exposition.stop()


def test_the_measures_are_served_on_their_own_port(served: str):
    text = httpx.get(f"{served}/metrics").text
    assert "\nvte_draining 0.0\n" in text and "# TYPE vte_turns_total counter" in text


def test_nothing_is_served_unless_a_port_is_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VTE_PORT_MESURES", raising=False)
    assert exposition.serve() is None
