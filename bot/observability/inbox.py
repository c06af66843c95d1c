"""The messengers' inbox, looked at when somebody asks: what waits, since when, what was lost.

Every worker sees the same table: take the greatest of what they tell, not the sum.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.engine import Engine, Row
from sqlalchemy.exc import SQLAlchemyError

from vte.journal import INBOX, LOST, RECEIVED

logger = logging.getLogger(__name__)


class InboxGauges(Collector):
    """`engine`: of the database of the inbox, which waits for a lock a second at most."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return _families()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        waiting, oldest, lost = _families()
        for row in self._rows():
            if row.etat == LOST:
                lost.add_metric((row.canal,), row.how_many)
            else:
                waiting.add_metric((row.canal,), row.how_many)
                oldest.add_metric((row.canal,), _age(row.since))
        yield from (waiting, oldest, lost)

    def _rows(self) -> list[Row]:
        """Empty where the database is away: /ready says so."""
        query = (
            sa.select(
                INBOX.c.canal,
                INBOX.c.etat,
                sa.func.count().label("how_many"),
                sa.func.min(INBOX.c.le).label("since"),
            )
            .where(INBOX.c.etat.in_((RECEIVED, LOST)))
            .group_by(INBOX.c.canal, INBOX.c.etat)
        )
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(query))
        except SQLAlchemyError as error:
            logger.warning("The inbox could not be counted: %s.", type(error).__name__)
            return []


_watched: list[InboxGauges] = []  # at most one, of this process


def watch(engine: Engine) -> None:
    """From now on the inbox of this database is told; in the place of another, if there was one."""
    forget()
    _watched.append(InboxGauges(engine))
    REGISTRY.register(_watched[0])


def forget() -> None:
    while _watched:
        REGISTRY.unregister(_watched.pop())


def _families() -> tuple[GaugeMetricFamily, GaugeMetricFamily, GaugeMetricFamily]:
    waiting = "Messages of a messenger that wait to be answered."
    oldest = "Seconds since the oldest of them came."
    lost = "Answers of the last days that could not be sent."
    return (
        GaugeMetricFamily("vte_inbox_waiting", waiting, labels=("channel",)),
        GaugeMetricFamily("vte_inbox_oldest_seconds", oldest, labels=("channel",)),
        GaugeMetricFamily("vte_inbox_lost", lost, labels=("channel",)),
    )


def _age(since: str) -> float:
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds())
