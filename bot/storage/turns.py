"""One turn, one transaction: what was said, what it changed and what was answered, or nothing.

On PostgreSQL the person's lock is held by the very transaction that will write (an advisory lock):
who loses the connection loses the lock and can write nothing any more, so that no lock outlives its
holder and no holder outlives its lock. A holder that stands still is cut off after HOLDER_SECONDS.

SQLite has one writer at a time and one worker: nothing is held while a turn is played; what was
read of the person must still stand when it is written, or it is refused (Crossed).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.storage import rows
from bot.storage.rows import Row
from vte.journal import CLOSED_SESSIONS, EXCHANGES
from vte.relais.relais import prevenu_de
from vte.suivi import EVENEMENTS, derniere_de, essayer_de_verrouiller

HOLDER_SECONDS = 20  # for which a turn's transaction may do nothing, before PostgreSQL ends it


class Crossed(Exception):
    """Somebody else wrote to this conversation while the turn was played: it must be replayed."""


@dataclass
class Begun:
    """What the database holds of a person as their turn begins.

    `last`: number of their last event, 0 where there is none; `erasure`: of their last erasure;
    `closed`: their session is over for good; `answer`: given to this very message already;
    `relay`: None while the assistant answers; while a member of staff does, whether the person was
    told that they are read; `events`: of the last session, None where the caller has those up to
    `last`; `link`: on PostgreSQL, the connection that holds the person's lock.
    """

    person: str
    message_id: str
    last: int
    erasure: int
    closed: bool
    answer: dict[str, Any] | None
    relay: bool | None = None
    events: list[Row] | None = None
    link: Connection | None = None


@dataclass(frozen=True)
class Exchange:
    """What the history shows of a turn: `said`, without personal data, and its answer.

    `at`: when it was answered, ISO, UTC; `also`: what else is written with it, or not at all.
    """

    said: str
    answer: dict[str, Any]
    at: str
    also: Callable[[Connection], object] | None = None


def look(engine: Engine, person: str, known: int | None) -> Begun:
    """What stands, without any lock: only to be shown. Error: SQLAlchemyError."""
    with engine.connect() as link:
        return _with_events(link, _look(link, person, ""), known)


def begin(engine: Engine, person: str, message_id: str, known: int | None) -> Begun | None:
    """What stands, under the person's lock; None while somebody else holds it.

    `known`: the number of the last event that the caller has in memory. Error: SQLAlchemyError.
    """
    link = engine.connect()
    try:
        if not essayer_de_verrouiller(link, person):
            link.close()
            return None
        begun = _with_events(link, _look(link, person, message_id), known)
    except BaseException:
        link.close()
        raise
    if engine.dialect.name == "sqlite":
        link.close()
    else:
        begun.link = link
    return begun


def write(engine: Engine, begun: Begun, events: Collection[Row], exchange: Exchange | None) -> int:
    """Writes all of the turn, or nothing, and lets go of the lock; the number of its last event.

    Errors: Crossed, SQLAlchemyError.
    """
    link = begun.link or engine.connect()
    try:
        if begun.link is None:
            _take_sqlite(link)
            now = _look(link, begun.person, begun.message_id)
            if _standing(now) != _standing(begun):
                raise Crossed
        last = _insert(link, begun, events, exchange)
        link.commit()
    finally:
        close(link)
    return last


def _standing(begun: Begun) -> tuple[int, int, bool, bool]:
    """What must be the same when a turn is written as when it was begun."""
    return begun.last, begun.erasure, begun.closed, begun.relay is None


def _with_events(link: Connection, begun: Begun, known: int | None) -> Begun:
    if begun.last and begun.last != known:
        begun.events = rows.read(link, begun.person)
    return begun


def close(link: Connection | None) -> None:
    """Lets go of what was not written. What is broken is thrown away."""
    if link is not None:
        with suppress(sa.exc.SQLAlchemyError):
            link.close()


def _take_sqlite(link: Connection) -> None:
    """The right to write, before looking. Error: OperationalError, while somebody else has it."""
    link.exec_driver_sql("BEGIN IMMEDIATE")


def _look(link: Connection, person: str, message_id: str) -> Begun:
    """In one question: each costs a journey to the database."""
    last = sa.select(sa.func.max(EVENEMENTS.c.id)).where(EVENEMENTS.c.sender_id == person)
    closed = sa.select(sa.func.count()).where(CLOSED_SESSIONS.c.session == person)
    answer = sa.select(EXCHANGES.c.reponse).where(
        EXCHANGES.c.session == person, EXCHANGES.c.message_id == message_id
    )
    found = link.execute(
        sa.select(
            last.scalar_subquery(),
            derniere_de(person).scalar_subquery(),
            closed.scalar_subquery(),
            answer.scalar_subquery(),
            prevenu_de(person).scalar_subquery(),
        )
    ).one()
    given = json.loads(found[3]) if found[3] else None
    return Begun(person, message_id, found[0] or 0, found[1] or 0, bool(found[2]), given, found[4])


def _insert(
    link: Connection, begun: Begun, events: Collection[Row], exchange: Exchange | None
) -> int:
    if events:
        link.execute(sa.insert(EVENEMENTS), list(events))
    if exchange is not None:
        link.execute(
            sa.insert(EXCHANGES),
            [
                {
                    "session": begun.person,
                    "message_id": begun.message_id,
                    "le": exchange.at,
                    "dit": exchange.said,
                    "reponse": json.dumps(exchange.answer, ensure_ascii=False),
                }
            ],
        )
        if exchange.also is not None:
            exchange.also(link)
    if not events:
        return begun.last
    last = sa.select(sa.func.max(EVENEMENTS.c.id)).where(EVENEMENTS.c.sender_id == begun.person)
    return int(link.execute(last).scalar() or 0)
