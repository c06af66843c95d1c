"""What was asked and answered on the channels, to be shown or looked up.

Each exchange is written with the turn that it belongs to (bot/storage/turns.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.journal import CLOSED_SESSIONS, EXCHANGES

T = TypeVar("T")
READERS = 4  # threads


class Journal:
    """`url`: SQLAlchemy URL of the database, that of the tracker by default; created if absent.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, url: str | None = None) -> None:
        self.engine = shared(url)
        self._threads = Threads(READERS)

    async def messages(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first: `{"id", "from": "user" | "bot", "text", "at"…}`.

        A verdict's card whose facts are no longer those known has `custom.remplacee`.
        """
        query = select(EXCHANGES).where(EXCHANGES.c.session == session).order_by(EXCHANGES.c.id)
        rows = await self._read(lambda connection: connection.execute(query).all())
        answers = [json.loads(row.reponse) for row in rows]
        facts = answers[-1].get("state", {}).get("dossier") if answers else None
        so_far: list[dict[str, Any]] = []
        for row, answer in zip(rows, answers, strict=True):
            so_far.append({"id": row.message_id, "from": "user", "text": row.dit, "at": row.le})
            messages = named(answer["messages"], row.message_id, row.le)
            if _judged_of(answer) not in (None, facts):
                messages = [_replaced(m) for m in messages]
            so_far += [{"from": "bot", **m} for m in messages]
        return so_far

    async def title(self, session: str, payload: str) -> str | None:
        """The title of the last button offered here with this payload; None if none was."""
        found = await self._button(session, lambda offered: offered == payload)
        return found["title"] if found else None

    async def payload(self, session: str, matches: Callable[[str], bool]) -> str | None:
        """The last payload offered here for which `matches` is true; None if there is none."""
        found = await self._button(session, matches)
        return found["payload"] if found else None

    async def last_messages(self, session: str) -> list[dict[str, Any]]:
        """The messages of the last answer; none where nothing was said yet."""
        query = (
            select(EXCHANGES.c.reponse)
            .where(EXCHANGES.c.session == session)
            .order_by(EXCHANGES.c.id.desc())
            .limit(1)
        )
        answer = await self._read(lambda connection: connection.execute(query).scalar())
        messages: list[dict[str, Any]] = json.loads(answer)["messages"] if answer else []
        return messages

    async def answered(self, session: str, message_id: str) -> int:
        """How many messages answered this one; 0 where it was never sent here."""
        query = select(EXCHANGES.c.reponse).where(
            EXCHANGES.c.session == session, EXCHANGES.c.message_id == message_id
        )
        answer = await self._read(lambda connection: connection.execute(query).scalar())
        return len(json.loads(answer)["messages"]) if answer else 0

    async def close(self, session: str) -> None:
        """Closes the session for good: only its random id is kept. Closed already, it stays so."""

        def write() -> None:
            with self.engine.begin() as connection:
                if not _is_closed(connection, session):
                    connection.execute(insert(CLOSED_SESSIONS), [{"session": session}])

        await self._threads.run(write)

    async def is_closed(self, session: str) -> bool:
        return await self._read(lambda connection: _is_closed(connection, session))

    async def _button(self, session: str, matches: Callable[[str], bool]) -> dict[str, str] | None:
        return await self._read(
            lambda connection: next(
                (b for b in _offered(connection, session) if matches(b["payload"])), None
            )
        )

    async def _read(self, what: Callable[[Connection], T]) -> T:
        def read() -> T:
            with self.engine.connect() as connection:
                return what(connection)

        return await self._threads.run(read)


def now() -> str:
    """This moment, as the history has it: ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def named(messages: list[dict[str, Any]], message_id: str, at: str) -> list[dict[str, Any]]:
    """The messages that answered `message_id`, each with an id of its own and when it was said."""
    return [{"id": f"{message_id}.{i}", **m, "at": at} for i, m in enumerate(messages)]


def _judged_of(answer: dict[str, Any]) -> Any:
    """The facts on which the verdict of this answer rests; None where it has none."""
    return (answer.get("state", {}).get("verdict") or {}).get("dossier")


def _replaced(message: dict[str, Any]) -> dict[str, Any]:
    if message["custom"].get("card") != "verdict":
        return message
    return message | {"custom": message["custom"] | {"remplacee": True}}


def _is_closed(connection: Connection, session: str) -> bool:
    query = select(CLOSED_SESSIONS).where(CLOSED_SESSIONS.c.session == session)
    return connection.execute(query).first() is not None


def _offered(connection: Connection, session: str) -> Iterator[dict[str, str]]:
    """Every button offered in this conversation, the last answer's first."""
    query = (
        select(EXCHANGES.c.reponse)
        .where(EXCHANGES.c.session == session)
        .order_by(EXCHANGES.c.id.desc())
    )
    for (answer,) in connection.execution_options(stream_results=True).execute(query):
        yield from (b for m in json.loads(answer)["messages"] for b in m["buttons"])
