"""The messengers' inbox, looked at when somebody asks: what waits, since when, what was not sent.

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

from vte.journal import CLOSED, INBOX, LOST, RECEIVED, UNREACHABLE

logger = logging.getLogger(__name__)


class InboxGauges(Collector):
    """`engine`: of the database of the inbox, which waits for a lock a second at most."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return _families()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        waiting, oldest, lost, closed, unreachable = families = _families()
        counted = {RECEIVED: waiting, LOST: lost, CLOSED: closed, UNREACHABLE: unreachable}
        for row in self._rows():
            counted[row.etat].add_metric((row.canal,), row.how_many)
            if row.etat == RECEIVED:
                oldest.add_metric((row.canal,), _age(row.since))
        yield from families

    def _rows(self) -> list[Row]:
        """Empty where the database is away: /ready says so."""
        query = (
            sa.select(
                INBOX.c.canal,
                INBOX.c.etat,
                sa.func.count().label("how_many"),
                sa.func.min(INBOX.c.le).label("since"),
            )
            .where(INBOX.c.etat.in_((RECEIVED, LOST, CLOSED, UNREACHABLE)))
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


# What each family tells, in the order in which `collect` fills them.
_TOLD = {
    "waiting": "Messages of a messenger that wait to be answered.",
    "oldest_seconds": "Seconds since the oldest of them came.",
    "lost": "Answers of the last days that could not be sent.",
    "closed": "Answers that came too late for the platform, until the person writes again.",
    "unreachable": "Messages of the last days whose author takes nothing from us any more.",
}


def _families() -> list[GaugeMetricFamily]:
    return [
        GaugeMetricFamily(f"vte_inbox_{name}", told, labels=("channel",))
        for name, told in _TOLD.items()
    ]


def _age(since: str) -> float:
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds())
