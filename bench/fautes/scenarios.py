"""What breaks while people write, in a thread of its own, until the people are done."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.cluster import Cluster

Stop = threading.Event
Fault = Callable[[Cluster, Stop], int]


@dataclass(frozen=True)
class Scenario:
    """`fault`: does it again and again until it is told to stop, and says how often it did;
    `parts`: beside two workers on PostgreSQL (tests/cluster.py).
    """

    name: str
    what: str
    fault: Fault
    parts: tuple[str, ...] = ()
    workers: int = 2


def nothing(cluster: Cluster, stop: Stop) -> int:
    stop.wait()
    return 0


def every(seconds: float, gesture: Callable[[Cluster], None]) -> Fault:
    """The gesture, then so many seconds of peace, until the people are done."""

    def fault(cluster: Cluster, stop: Stop) -> int:
        times = 0
        while not stop.wait(seconds):
            gesture(cluster)
            times += 1
        return times

    return fault


def kill_a_worker(cluster: Cluster) -> None:
    port = next(iter(cluster.workers))
    cluster.kill(port)
    cluster.workers[port] = cluster.workers.pop(port)  # the next one, next time
    cluster.again(port)


def replace_a_worker(cluster: Cluster) -> None:
    """As an update does: told to stop, it ends its turns; then another one starts."""
    port = next(iter(cluster.workers))
    process = cluster.workers[port]
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=15)
    cluster.workers[port] = cluster.workers.pop(port)
    cluster.again(port)


def freeze_a_worker(cluster: Cluster) -> None:
    """For longer than PostgreSQL lets a turn stand still."""
    port = next(iter(cluster.workers))
    cluster.tell(port, signal.SIGSTOP)
    time.sleep(25)
    cluster.tell(port, signal.SIGCONT)


def cut_postgres(cluster: Cluster) -> None:
    cluster.cut()


def restart_postgres(cluster: Cluster) -> None:
    cluster.restart_postgres()


def freeze_postgres(cluster: Cluster) -> None:
    cluster.signal_postgres(signal.SIGSTOP)
    time.sleep(6)
    cluster.signal_postgres(signal.SIGCONT)


def freeze_redis(cluster: Cluster) -> None:
    assert cluster.redis is not None
    cluster.redis.send_signal(signal.SIGSTOP)
    time.sleep(5)
    cluster.redis.send_signal(signal.SIGCONT)


def kill_redis(cluster: Cluster) -> None:
    assert cluster.redis is not None
    arguments = cluster.redis.args
    cluster.redis.kill()
    cluster.redis.wait()
    time.sleep(3)
    cluster.redis = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)


def freeze_actions(cluster: Cluster) -> None:
    assert cluster.actions is not None
    cluster.actions.send_signal(signal.SIGSTOP)
    time.sleep(6)
    cluster.actions.send_signal(signal.SIGCONT)


def slow_actions(cluster: Cluster) -> None:
    """Stopped four fifths of the time: each answer takes several times as long."""
    assert cluster.actions is not None
    for _ in range(20):
        cluster.actions.send_signal(signal.SIGSTOP)
        time.sleep(0.2)
        cluster.actions.send_signal(signal.SIGCONT)
        time.sleep(0.05)


def fill_the_disk(cluster: Cluster) -> None:
    stuffing = cluster.full()
    time.sleep(3)
    stuffing.unlink()


def read_only_disk(cluster: Cluster) -> None:
    """As a machine comes back from a crash: the worker is dead, and nothing can be written.

    Whoever keeps it running starts it again if it ends.
    """
    (port,) = cluster.workers
    cluster.kill(port)
    cluster.remount("ro")
    cluster.add(port)
    time.sleep(25)
    cluster.remount("rw")
    if cluster.workers[port].poll() is not None:
        cluster.add(port)
    cluster.ready(port)


BEHIND_A_PROXY = {"VTE_MANDATAIRES": "127.0.0.1"}

SCENARIOS = (
    Scenario("rafales", "nothing", nothing, ("redis",), 3),
    Scenario("ouvrier tué", "a worker is killed (-9), then started", every(4, kill_a_worker)),
    Scenario(
        "ouvrier remplacé", "a worker is told to stop, and starts", every(3, replace_a_worker)
    ),
    Scenario("ouvrier figé", "a worker stands still for 25 s", every(3, freeze_a_worker)),
    Scenario("horloge", "the clock of one worker is 5 s behind", nothing, ("late",)),
    Scenario("connexions coupées", "all connections to PostgreSQL end", every(1, cut_postgres)),
    Scenario("PostgreSQL relancé", "PostgreSQL is killed, and starts", every(5, restart_postgres)),
    Scenario("PostgreSQL figé", "PostgreSQL stands still for 6 s", every(5, freeze_postgres)),
    Scenario("Redis figé", "Redis stands still for 5 s", every(3, freeze_redis), ("redis",)),
    Scenario("Redis tué", "Redis is killed, and back 3 s later", every(3, kill_redis), ("redis",)),
    Scenario("actions lentes", "the action server is slow", every(0.1, slow_actions), ("actions",)),
    Scenario("actions figées", "the action server hangs", every(5, freeze_actions), ("actions",)),
    Scenario("disque plein", "a full disk, SQLite on it", every(4, fill_the_disk), ("disk",), 1),
    Scenario(
        "disque en lecture seule",
        "the disk is read-only for 25 s, SQLite on it",
        every(4, read_only_disk),
        ("disk",),
        1,
    ),
)
