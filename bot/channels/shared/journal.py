"""What was asked and answered on the channels, to be shown or looked up.

Each exchange is written with the turn that it belongs to (bot/storage/turns.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Table, insert, select
from sqlalchemy.engine import Connection

from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.journal import CLOSED_SESSIONS, EXCHANGES
from vte.relais.fil import bouton, message, paroles
from vte.relais.tables import PAROLES

T = TypeVar("T")
READERS = 4  # threads
_OF_THE_DAY = ("boutons", "date", "date_dite")  # as the widget, in `cle`


class Journal:
    """`url`: SQLAlchemy URL of the database, that of the tracker by default; created if absent.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, url: str | None = None) -> None:
        self.engine = shared(url)
        self._threads = Threads(READERS)

    async def messages(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first: `{"id", "from", "text", "at"…}`.

        `from`: « user », « bot » or « staff », whose words stand where they were said.

        A verdict's card whose facts are no longer those known has `custom.remplacee`.
        """
        query = select(EXCHANGES).where(EXCHANGES.c.session == session).order_by(EXCHANGES.c.id)
        rows, words = await self._read(
            lambda connection: (connection.execute(query).all(), paroles(connection, session))
        )
        answers = [json.loads(row.reponse) for row in rows]
        facts = answers[-1].get("state", {}).get("dossier") if answers else None
        so_far: list[dict[str, Any]] = []
        for row, answer in zip(rows, answers, strict=True):
            while words and words[0].apres < row.id:
                so_far.append(message(words.pop(0)))
            so_far.append({"id": row.message_id, "from": "user", "text": row.dit, "at": row.le})
            messages = named(answer["messages"], row.message_id, row.le)
            if _judged_of(answer) not in (None, facts):
                messages = [_replaced(m) for m in messages]
            so_far += [{"from": "bot", **m} for m in messages]
        return so_far + [message(word) for word in words]

    async def title(self, session: str, payload: str) -> str | None:
        """The title of the last button offered here with this payload; None if none was."""
        found = await self._button(session, lambda offered: offered == payload)
        return found["title"] if found else None

    async def payload(self, session: str, matches: Callable[[str], bool]) -> str | None:
        """The last payload offered here for which `matches` is true; None if there is none."""
        found = await self._button(session, matches)
        return found["payload"] if found else None

    async def last_messages(self, session: str) -> list[dict[str, Any]]:
        """The messages of what was said last, staff's words too; none where nothing was said."""
        return await self._read(lambda connection: _last_messages(connection, session))

    async def message_of_verdict(self, session: str) -> str:
        """The id of the message whose answer first gave the verdict in force; "" where none did.

        Until it changes it is the same, whatever is said after it.
        """
        return await self._read(lambda connection: _message_of_verdict(connection, session))

    async def noticed(self, session: str, notice: str, since: str) -> bool:
        """Whether an answer to them carried this notice from this moment on (ISO, UTC).

        An answer that did not is none: the assistant was closed, staff answered, or the worker
        did not know of it yet.
        """
        query = (
            select(EXCHANGES.c.reponse)
            .where(EXCHANGES.c.session == session, EXCHANGES.c.le >= since)
            .order_by(EXCHANGES.c.id)
        )
        return await self._read(
            lambda link: any(
                json.loads(answer).get("notice") == notice
                for (answer,) in link.execution_options(stream_results=True).execute(query)
            )
        )

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
        if matches(bouton()["payload"]):  # which a relay offers
            return bouton()
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


def _last_messages(connection: Connection, session: str) -> list[dict[str, Any]]:
    word = connection.execute(_last(PAROLES, session)).first()
    exchange = connection.execute(_last(EXCHANGES, session)).first()
    if word is not None and (exchange is None or word.apres >= exchange.id):
        return [{"text": "", "buttons": [bouton()] if word.propose else [], "custom": {}}]
    messages: list[dict[str, Any]] = json.loads(exchange.reponse)["messages"] if exchange else []
    return messages


def _message_of_verdict(connection: Connection, session: str) -> str:
    query = (
        select(EXCHANGES.c.message_id, EXCHANGES.c.reponse)
        .where(EXCHANGES.c.session == session)
        .order_by(EXCHANGES.c.id.desc())
    )
    first, in_force = "", None
    for row in connection.execution_options(stream_results=True).execute(query):
        verdict = _verdict(json.loads(row.reponse))
        in_force = in_force if first else verdict
        if verdict != in_force:
            break
        first = str(row.message_id)
    return first if in_force else ""


def _verdict(answer: dict[str, Any]) -> dict[str, Any]:
    """What makes it another one: neither the day it is shown nor what may be clicked."""
    verdict = answer.get("state", {}).get("verdict") or {}
    return {name: said for name, said in verdict.items() if name not in _OF_THE_DAY}


def _last(table: Table, session: str) -> Any:
    return select(table).where(table.c.session == session).order_by(table.c.id.desc()).limit(1)


def _offered(connection: Connection, session: str) -> Iterator[dict[str, str]]:
    """Every button offered in this conversation, the last answer's first."""
    query = (
        select(EXCHANGES.c.reponse)
        .where(EXCHANGES.c.session == session)
        .order_by(EXCHANGES.c.id.desc())
    )
    for (answer,) in connection.execution_options(stream_results=True).execute(query):
        yield from (b for m in json.loads(answer)["messages"] for b in m["buttons"])
