"""What is looked at when somebody asks: queues, connections, the state of this worker.

Whoever has a queue or an engine registers it; it is asked in the thread that serves the measures,
so that a look must be quick and wait for nobody.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

Look = Callable[[], float]
logger = logging.getLogger(__name__)


class Gauges(Collector):
    """`vte_queue_length{queue}`, `vte_pool_connections{database,state}`, `vte_disk_free_bytes`."""

    def __init__(self) -> None:
        self._folders: tuple[Path, ...] = ()
        self._queues: dict[str, Look] = {}
        self._pools: dict[str, Engine] = {}

    def watch_queue(self, name: str, length: Look) -> None:
        """`name`: of a fixed list, nobody's id; `length`: how many wait there now."""
        self._queues[name] = length

    def watch_pool(self, database: str, engine: Engine) -> None:
        """`database`: its name for people, not its address."""
        self._pools[database] = engine

    def watch_disk(self, folders: Iterable[Path]) -> None:
        """Where this worker writes: none where its databases are elsewhere."""
        self._folders = tuple(folders)

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Names only: nothing is asked while it is registered."""
        return [_queues(), _pools(), _disk()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _filled(_queues(), self._queues)
        pools = _pools()
        for database, engine in self._pools.items():
            for state, how_many in _connections(engine).items():
                pools.add_metric((database, state), how_many)
        yield pools
        disk = _disk()
        if self._folders:
            disk.add_metric((), min(shutil.disk_usage(folder).free for folder in self._folders))
        yield disk


def _queues() -> GaugeMetricFamily:
    return GaugeMetricFamily("vte_queue_length", "What waits, by queue.", labels=("queue",))


def _pools() -> GaugeMetricFamily:
    told = "Connections to a database: in use, kept idle, and the most that there may be."
    return GaugeMetricFamily("vte_pool_connections", told, labels=("database", "state"))


def _disk() -> GaugeMetricFamily:
    told = "Bytes left on the fullest of the disks on which this worker writes."
    return GaugeMetricFamily("vte_disk_free_bytes", told, labels=())


def _filled(family: GaugeMetricFamily, looks: dict[str, Look]) -> GaugeMetricFamily:
    """One that fails is left out: the others are still told."""
    for name, look in looks.items():
        try:
            family.add_metric((name,), look())
        except Exception:  # whatever it is made of
            logger.exception("A gauge could not be read.")
    return family


def _connections(engine: Engine) -> dict[str, int]:
    """Of a pool that has a size; others keep a connection a thread, or none."""
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return {}
    most = pool.size() + max(pool._max_overflow, 0)
    return {"used": pool.checkedout(), "idle": pool.checkedin(), "most": most}


GAUGES = Gauges()  # of this process
REGISTRY.register(GAUGES)
