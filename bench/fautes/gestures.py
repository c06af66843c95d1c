"""What breaks, as gestures on a cluster that serves; each ends with the part back."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import sqlalchemy as sa

from bench.fautes.ledger import reading
from tests.cluster import Cluster, until
from tests.parts import PROJECTION, WEB

Stop = threading.Event
Gesture = Callable[[Cluster], None]
Fault = Callable[[Cluster, Stop], int]
KEPT_ALIVE = 2.0  # seconds before what died is started again: RestartSec of deploy/systemd
PASS = 40.0  # seconds in which a projection has started and read on, if there is anything
TAKEN_OVER = 22.0  # seconds, after which a dead worker's people are served by another one


def nothing(cluster: Cluster, stop: Stop) -> int:
    stop.wait()
    return 0


def every(seconds: float, *gestures: Gesture) -> Fault:
    """One gesture after the other, and so many seconds of peace, until the people are done."""

    def fault(cluster: Cluster, stop: Stop) -> int:
        times = 0
        while not stop.wait(seconds):
            gestures[times % len(gestures)](cluster)
            times += 1
        return times

    return fault


def kill_a_worker(cluster: Cluster, seconds: float = 0.0) -> None:
    """`seconds`: for how long it is away; its start comes on top."""
    port = next(iter(cluster.workers))
    cluster.kill(port)
    cluster.workers[port] = cluster.workers.pop(port)  # the next one, next time
    time.sleep(seconds)
    cluster.again(port)


def kill_a_worker_for_long(cluster: Cluster) -> None:
    kill_a_worker(cluster, TAKEN_OVER)


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


def freeze(name: str, seconds: float) -> Gesture:
    """A part beside the workers stands still."""

    def gesture(cluster: Cluster) -> None:
        cluster.beside[name].tell(signal.SIGSTOP)
        time.sleep(seconds)
        cluster.beside[name].tell(signal.SIGCONT)

    return gesture


def kill(name: str, seconds: float = KEPT_ALIVE) -> Gesture:
    """A part beside the workers is killed (-9), and started again so many seconds later."""

    def gesture(cluster: Cluster) -> None:
        cluster.beside[name].kill()
        time.sleep(seconds)
        cluster.beside[name].again()
        until(cluster.beside[name].serves)

    return gesture


def kill_the_workers_of_nginx(cluster: Cluster) -> None:
    """Its master starts others."""
    assert cluster.door is not None
    for pid in cluster.door.workers():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def kill_the_projection(cluster: Cluster) -> None:
    """In the midst of its passes, which go on as long as people write."""
    read = _watermark(cluster)
    with suppress(AssertionError):  # nobody writes any more
        until(lambda: _watermark(cluster) > read, PASS)
    time.sleep(random.uniform(0, 1))
    cluster.beside[PROJECTION].again()


def kill_the_projection_as_it_starts(cluster: Cluster) -> None:
    time.sleep(random.uniform(0, 5))
    cluster.beside[PROJECTION].again()


def kill_the_console(cluster: Cluster) -> None:
    """What serves it to the staff."""
    cluster.beside[WEB].again()


def _watermark(cluster: Cluster) -> int:
    with reading(cluster.database) as link:
        return int(
            link.execute(sa.text("SELECT max(dernier) FROM console_filigrane")).scalar() or 0
        )


def slow_actions(cluster: Cluster) -> None:
    """Stopped four fifths of the time: each answer takes several times as long."""
    for _ in range(20):
        cluster.beside["actions"].tell(signal.SIGSTOP)
        time.sleep(0.2)
        cluster.beside["actions"].tell(signal.SIGCONT)
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
    time.sleep(20)
    cluster.remount("rw")
    if cluster.workers[port].poll() is not None:
        cluster.add(port)
    cluster.ready(port)


def failing_platform(share: float) -> Fault:
    """So many of the calls to the platform fail; how many did."""

    def fault(cluster: Cluster, stop: Stop) -> int:
        assert cluster.platform is not None
        cluster.platform.regler(pannes=share)
        stop.wait()
        cluster.platform.regler()
        return cluster.platform.echecs

    return fault
