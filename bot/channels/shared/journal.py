"""What was asked and answered on the channels: a turn is answered once, whatever is sent twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from bot.tracker_store import TURN_WAIT
from vte import journal
from vte.journal import CLOSED_SESSIONS, EXCHANGES


class Journal:
    """`url`: SQLAlchemy URL of the database, created if absent."""

    def __init__(self, url: str | None = None) -> None:
        self.engine = journal.ouvrir(url, TURN_WAIT)

    def answer(self, session: str, message_id: str) -> dict[str, Any] | None:
        """The answer already given to this message, or None."""
        query = select(EXCHANGES.c.reponse).where(
            EXCHANGES.c.session == session, EXCHANGES.c.message_id == message_id
        )
        with self.engine.connect() as connection:
            stored = connection.execute(query).scalar()
        return json.loads(stored) if stored else None

    def record(self, session: str, message_id: str, said: str, answer: dict[str, Any]) -> None:
        row = {
            "session": session,
            "message_id": message_id,
            "le": datetime.now(UTC).isoformat(timespec="seconds"),
            "dit": said,
            "reponse": json.dumps(answer, ensure_ascii=False),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(EXCHANGES), [row])

    def messages(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first: `{"from": "user" | "bot", "text", …}`."""
        query = select(EXCHANGES).where(EXCHANGES.c.session == session).order_by(EXCHANGES.c.id)
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        so_far: list[dict[str, Any]] = []
        for row in rows:
            so_far.append({"from": "user", "text": row.dit, "at": row.le})
            so_far += [{"from": "bot", **m} for m in json.loads(row.reponse)["messages"]]
        return so_far

    def title(self, session: str, payload: str) -> str | None:
        """The title of the last button offered here with this payload; None if none was."""
        return next((b["title"] for b in self._offered(session) if b["payload"] == payload), None)

    def payload(self, session: str, matches: Callable[[str], bool]) -> str | None:
        """The last payload offered here for which `matches` is true; None if there is none."""
        return next((b["payload"] for b in self._offered(session) if matches(b["payload"])), None)

    def last_choices(self, session: str) -> list[dict[str, str]]:
        """The buttons of the last answer, `{"title", "payload"}`."""
        query = (
            select(EXCHANGES.c.reponse)
            .where(EXCHANGES.c.session == session)
            .order_by(EXCHANGES.c.id.desc())
            .limit(1)
        )
        with self.engine.connect() as connection:
            answer = connection.execute(query).scalar()
        return [b for m in json.loads(answer)["messages"] for b in m["buttons"]] if answer else []

    def _offered(self, session: str) -> Iterator[dict[str, str]]:
        """Every button offered in this conversation, the last answer's first."""
        query = (
            select(EXCHANGES.c.reponse)
            .where(EXCHANGES.c.session == session)
            .order_by(EXCHANGES.c.id.desc())
        )
        with self.engine.connect() as connection:
            for (answer,) in connection.execution_options(stream_results=True).execute(query):
                yield from (b for m in json.loads(answer)["messages"] for b in m["buttons"])

    def close(self, session: str) -> None:
        """Closes the session for good: only its random id is kept. Closed already, it stays so."""
        if self.is_closed(session):
            return
        with self.engine.begin() as connection:
            connection.execute(insert(CLOSED_SESSIONS), [{"session": session}])

    def is_closed(self, session: str) -> bool:
        with self.engine.connect() as connection:
            return (
                connection.execute(
                    select(CLOSED_SESSIONS).where(CLOSED_SESSIONS.c.session == session)
                ).first()
                is not None
            )
