"""Ports for the servers that a test starts, each given once on this machine.

A port that the system chooses is free only until somebody takes it, and it is of the range that
outgoing connections are given: between the choice and the start of a server, a browser opens
hundreds. These are of below that range, and whoever was given one holds it until its process ends.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

FIRST = 10_000
OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")
_held: list[int] = []  # the files whose locks say that a port is given


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens, and which no other test will be given.

    Raises RuntimeError if none is left.
    """
    folder = Path(tempfile.gettempdir()) / f"vte-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    all_ = range(FIRST, _first_outgoing())
    start = random.SystemRandom().randrange(len(all_))  # who looks beside us begins elsewhere
    for port in (*all_[start:], *all_[:start]):
        if _take(folder / str(port)) and _is_free(port):
            return port
    raise RuntimeError(f"No port is left from {FIRST} on: end what listens there.")


def _first_outgoing() -> int:
    return int(OUTGOING.read_text().split()[0]) if OUTGOING.exists() else 32_768


def _take(lock: Path) -> bool:
    """Whether it is ours from now on; the system gives it back when this process ends."""
    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return False
    _held.append(file)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as socket_:
        try:
            socket_.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
