"""Answers that could not be sent, and what becomes of each.

Where the platform's window is over, the answer waits in the conversation's journal and is given
when the person writes again; its row in the inbox keeps the person's pseudonym until then, a week
at most. Where the person cannot be reached, what they had said already is heard and kept, and
nothing is sent until they write again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import INSERT
from bot.channels.messengers.common.outcomes import (
    Closed,
    DeliveryFailed,
    Postponed,
    Undelivered,
    Unreachable,
)
from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.conversation.textes import Textes
from vte.journal import CLOSED, EXCHANGES, HANDLED, INBOX, LOST, RECEIVED, UNREACHABLE
from vte.pseudonymes import pseudonyme

OLD = timedelta(days=1)  # a platform that fails for longer is no longer waited for
WRITERS = 2  # threads
# What a call that was refused makes of the message that it answered.
_STATES: dict[type[DeliveryFailed], str] = {Closed: CLOSED, Unreachable: UNREACHABLE}
T = TypeVar("T")


class Unsent:
    """`channel`: whose answers; `window`: for how long after somebody's last message the platform
    takes free words for them, None where it always does; `url`: the tracker's by default.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, channel: str, window: timedelta | None, url: str | None = None) -> None:
        self._channel, self._window = channel, window
        self._engine, self._threads = shared(url), Threads(WRITERS)
        # Of those who could not be reached, when: what came before is answered to nobody. Another
        # worker, or this one started again, asks the platform once more.
        self._unreachable: dict[str, datetime] = {}

    def unreachable(self, person: str) -> bool:
        """Whether the last call to this person said so; only an answer is tried again."""
        return person in self._unreachable

    async def refuse(self, person: str, identifier: str) -> None:
        """Before an answer is sent. Errors: Closed, Unreachable, without asking the platform."""
        said, last = await self._do(lambda link: self._heard(link, person, identifier))
        if self._window is not None and datetime.now(UTC) - last > self._window:
            raise Closed("fenêtre de la plateforme passée")
        if (refused := self._unreachable.get(person)) and said <= refused:
            raise Unreachable("personne injoignable")
        self._unreachable.pop(person, None)

    async def settle(self, person: str, ids: Sequence[str], failed: DeliveryFailed) -> bool:
        """The messages that had one answer are ended, the first with why it was not sent; True for
        the first answer that waits for this person.

        Error: `failed` itself where it is Postponed and not too OLD: the messages still wait.
        """
        if isinstance(failed, Postponed):
            said, _ = await self._do(lambda link: self._heard(link, person, ids[0]))
            if datetime.now(UTC) - said <= OLD:
                raise failed
        if isinstance(failed, Unreachable):
            self._unreachable[person] = datetime.now(UTC)
        state = _STATES.get(type(failed), LOST)
        kept = person if state == CLOSED else None

        def write(link: Connection) -> bool:
            first = not self._waiting(link, person)
            all_of_them = sa.and_(INBOX.c.canal == self._channel, INBOX.c.id.in_(list(ids)))
            handled = {"etat": HANDLED, "entrant": None, "personne": None}
            link.execute(sa.update(INBOX).where(all_of_them).values(**handled))
            ended = {"etat": state, "motif": str(failed), "personne": kept}
            link.execute(sa.update(INBOX).where(all_of_them, INBOX.c.id == ids[0]).values(**ended))
            return first and state == CLOSED

        return await self._do(write)

    async def waiting(self, person: str) -> list[str]:
        """The words of the answers that wait for this person, oldest first.

        Their choices are over.
        """

        def read(link: Connection) -> list[str]:
            ids = [digest(one) for one in self._waiting(link, person)]
            theirs = sa.and_(EXCHANGES.c.session == person, EXCHANGES.c.message_id.in_(ids))
            query = sa.select(EXCHANGES.c.reponse).where(theirs).order_by(EXCHANGES.c.id)
            return list(link.execute(query).scalars())

        answers = [json.loads(one)["messages"] for one in await self._do(read)]
        return ["\n".join(m["text"] for m in answer if m["text"].strip()) for answer in answers]

    async def given(self, person: str) -> None:
        """What waited for this person was given."""
        done = {"etat": HANDLED, "motif": None, "personne": None}
        change = sa.update(INBOX).where(self._closed(person)).values(**done)
        await self._do(lambda link: link.execute(change))

    async def note(self, told: Iterable[Undelivered]) -> None:
        """What the platform tells of calls that it had taken; each once."""
        now = datetime.now(UTC)
        rows = [self._row(one, now) for one in told]

        def write(link: Connection) -> None:
            for row in rows:
                new = INSERT[link.dialect.name](INBOX).values(**row)
                link.execute(new.on_conflict_do_nothing())

        if rows:
            await self._do(write)

    async def counts(self) -> dict[str, int]:
        """How many answers came too late, and to how many messages nobody could be answered."""

        def read(link: Connection) -> dict[str, int]:
            states = {CLOSED: "closed", UNREACHABLE: "unreachable"}
            these = sa.and_(INBOX.c.canal == self._channel, INBOX.c.etat.in_(states))
            query = sa.select(INBOX.c.etat, sa.func.count()).where(these).group_by(INBOX.c.etat)
            found = {states[state]: int(count) for state, count in link.execute(query)}
            return {name: found.get(name, 0) for name in states.values()}

        return await self._do(read)

    def _row(self, told: Undelivered, now: datetime) -> dict[str, Any]:
        if isinstance(told.outcome, Unreachable):
            self._unreachable[pseudonyme(self._channel, told.address)] = now
        state = _STATES.get(type(told.outcome), LOST)
        identifier = f"apres-{told.id}"[:255]  # that of no message
        row = {"canal": self._channel, "id": identifier, "le": now.isoformat(), "envoyes": 0}
        return row | {"etat": state, "motif": str(told.outcome)}

    def _heard(self, link: Connection, person: str, identifier: str) -> tuple[datetime, datetime]:
        """When this message came, and the last of those of this person that wait."""
        mine = sa.and_(INBOX.c.canal == self._channel, INBOX.c.etat == RECEIVED)
        here = sa.and_(mine, INBOX.c.id == identifier)
        said = link.execute(sa.select(INBOX.c.le).where(here)).scalar()
        theirs = sa.and_(mine, INBOX.c.personne == person)
        last = link.execute(sa.select(sa.func.max(INBOX.c.le)).where(theirs)).scalar()
        now = datetime.now(UTC)  # erased meanwhile: nothing is too late
        return _at(said, now), _at(last, now)

    def _closed(self, person: str) -> Any:
        mine = sa.and_(INBOX.c.canal == self._channel, INBOX.c.etat == CLOSED)
        return sa.and_(mine, INBOX.c.personne == person)

    def _waiting(self, link: Connection, person: str) -> list[str]:
        query = sa.select(INBOX.c.id).where(self._closed(person)).order_by(INBOX.c.le)
        return list(link.execute(query).scalars())

    async def _do(self, what: Callable[[Connection], T]) -> T:
        return await self._threads.transact(self._engine, what)


def _at(written: str | None, otherwise: datetime) -> datetime:
    return datetime.fromisoformat(written) if written else otherwise


def introduction(answers: int) -> str:
    """The words that say why older answers come now, whatever model is loaded."""
    name = "utter_reponse_tardive" if answers == 1 else "utter_reponses_tardives"
    return Textes.du_projet().rendre(name, {})
