"""What a turn costs is counted and reported right."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.people import Waited
from bench.turn import counts, report
from bench.turn.clocks import Stored, Timed, stored
from bench.turn.counts import Turn
from bench.turn.pytests import Started
from bench.turn.sides import Side
from bench.turn.spy.sitecustomize import watched
from bot.environment import CannotStart

SIDE = Side("after", Path("/"), "vte/a.py:lire", "vte/b.py:_lire")


def _project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files, of which one calls the other through a library."""
    (root / "vte").mkdir()
    (root / "vte" / "un.py").write_text(
        "from deux import faire\nlire = lambda: [*map(faire, 'ab')]"
    )
    (root / "vte" / "deux.py").write_text("def faire(x): return encore(x)\ndef encore(x): return x")
    monkeypatch.syspath_prepend(str(root / "vte"))


def test_the_spy_counts_calls_and_switches_of_one_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    _project(tmp_path, monkeypatch)
    from un import lire

    async def answer(_: object) -> None:
        await asyncio.sleep(0)
        lire()

    out = tmp_path / "out.jsonl"
    asyncio.run(watched(answer, tmp_path, out)(SimpleNamespace(path="/webhook")))
    assert sys.getprofile() is None
    line = json.loads(out.read_text())
    assert line["calls"] == {
        "vte/un.py:<lambda>": 1,
        "vte/deux.py:faire": 2,
        "vte/deux.py:encore": 2,
    }
    assert (line["switches"], line["path"]) == (2, "/webhook")


def test_a_request_that_fails_is_counted_and_its_error_goes_on(tmp_path: Path):
    async def answer(_: object) -> None:
        raise ValueError

    with pytest.raises(ValueError):
        asyncio.run(watched(answer, tmp_path, tmp_path / "out")(SimpleNamespace(path="/")))
    assert json.loads((tmp_path / "out").read_text())["calls"] == {}


def test_each_turn_has_the_requests_that_began_during_it():
    turns, lines = [Waited(1, 2), Waited(3, 4)], [{"at": at} for at in (0.5, 1.5, 1.6, 2.5, 3)]
    assert counts.requests(turns, lines) == [[{"at": 1.5}, {"at": 1.6}], [{"at": 3}]]


def test_calls_of_both_processes_are_added_and_files_counted_once():
    read = {"path": counts.MESSAGES, "switches": 7, "calls": {SIDE.reading: 1, "bot/x.py:f": 3}}
    act = {"path": counts.ACTIONS, "switches": 2, "calls": {SIDE.reading: 1, SIDE.passes: 2}}
    health = {"path": "/health", "switches": 9, "calls": {SIDE.reading: 9}}
    assert counts.turn(SIDE, [read, act, act, health]) == Turn(2, 4, 2, 7, 3, 4, 0, 0)


def test_events_and_bytes_are_those_of_a_message_on_average(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        database.execute("CREATE TABLE events (type_name TEXT, data TEXT)")
        rows = [("user", "é"), ("slot", "abc"), ("user", "e"), ("bot", "")]
        database.executemany("INSERT INTO events VALUES (?, ?)", rows)
        database.commit()
    assert stored(tmp_path / "a.sqlite") == Stored(
        2, 3, {"user": (1, 1.5), "slot": (0.5, 1.5), "bot": (0.5, 0)}
    )


def test_the_report_says_what_was_asked_and_whether_it_was_reached():
    timed = [
        Timed([[100.0] * 20], Stored(10, 1000, {"bot": (2, 900)})),
        Timed([[50.0] * 20], Stored(6, 1000, {})),
    ]
    tests = [Started(24, 24, 30), Started(9, 2, 10)]
    lines = report.write([[Turn(*range(8))] * 2] * 2, timed, tests).splitlines()
    assert "| turn, median | 100.0 ms | 50.0 ms | 0.50 | ≤ 0.8 | reached |" in lines
    assert "| events stored a turn | 10.0 | 6.0 | 0.60 | ≤ 0.5 | **not reached** |" in lines
    assert "| unit tests, start | 24.0 s | 2.0 s | 0.08 | ≤ 3 s | reached |" in lines
    assert "| bot | 2.00 | 900 | 0.00 | 0 |" in lines
    assert "| readings of the message | 4 | 4 | 4 | 4 |" in lines


def test_a_side_whose_processes_would_run_other_code_is_refused(tmp_path: Path):
    with pytest.raises(CannotStart, match="is run instead of"):
        Side("before", tmp_path, "", "").check()
