"""A port that a test was given stays its own."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests import ports
from tests.ports import free_port

LATER = """
from tests import ports
ports.FIRST, ports._first_outgoing = {first}, lambda: {end}
ports.free_port()
"""


def test_no_port_is_given_twice():
    given = [free_port() for _ in range(200)]
    assert len(set(given)) == 200


def test_another_process_is_given_others(monkeypatch):
    first, end = free_port(), ports._first_outgoing()
    monkeypatch.setattr(ports, "FIRST", first)
    monkeypatch.setattr(ports, "_first_outgoing", lambda: min(first + 20, end))
    with pytest.raises(RuntimeError, match="No port is left"):
        [free_port() for _ in range(21)]
    later = LATER.format(first=first, end=min(first + 20, end))
    other = subprocess.run([sys.executable, "-c", later], capture_output=True, text=True)
    assert "No port is left" in other.stderr


def test_no_outgoing_connection_can_be_given_one():
    assert all(free_port() < ports._first_outgoing() for _ in range(50))


def test_one_where_somebody_listens_is_left_out(monkeypatch):
    taken, free = free_port(), free_port()
    monkeypatch.setattr(ports, "_take", lambda lock: lock.name in (str(taken), str(free)))
    with socket.create_server(("127.0.0.1", taken)):
        assert free_port() == free
