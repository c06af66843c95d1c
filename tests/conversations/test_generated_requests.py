"""Generated requests, byte by byte and in JSON: none is a failure of ours, whatever it is.

100 000 of them, and a soak, are bench/security.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import pytest

from tests.assault import Assault, honest_visit, resident
from tests.serveurs import Serveurs

HTTP, JSON = 4500, 500  # requests
WARM = 100  # requests, after which all that is loaded once is
# MiB: the last 500 conversations are kept in memory (bot/tracker_store.py).
GROWTH_MAX = 100
WAIT_MAX = 1.0  # seconds until an honest visitor is answered


@pytest.fixture
def assault(serveurs: Serveurs) -> Iterator[Assault]:
    """Around it: every process alive, memory flat, and the next honest visitor answered."""
    attack, before = Assault(serveurs.url), {}
    attack.json(WARM, seeded=1)
    for name, process in serveurs.processus.items():
        before[name] = resident(process.pid)
    yield attack
    # Three, for a machine that is shared: the bench measures each.
    waits = [honest_visit(serveurs.url) for _ in range(3)]
    assert statistics.median(waits) < WAIT_MAX and max(waits) < 10, waits
    for name, process in serveurs.processus.items():
        assert process.poll() is None, name
        assert resident(process.pid) - before[name] < GROWTH_MAX, name


def test_no_bytes_on_a_socket_are_answered_by_a_failure_or_by_silence(assault: Assault):
    assault.http(HTTP)
    assert {200, 400, 404, 405, 413} <= set(assault.statuses)


def test_no_body_in_json_breaks_a_turn_or_a_session(assault: Assault):
    assault.json(JSON)
    assert {200, 400, 422} <= set(assault.statuses)
