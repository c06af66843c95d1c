"""One turn of one conversation, whatever the channel.

Once for each message, in order, with an answer that is kept. The web channel answers in the same
call; a messenger's answer is sent later (messengers/common/pipeline.py). What lies between is here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent

from bot.action_answers import compile_schema_once
from bot.channels.shared import patience, payloads, turn
from bot.channels.shared.errors import Malformed
from bot.channels.shared.journal import Journal
from bot.channels.shared.message import Message
from vte import effacement
from vte.journal import EXCHANGES
from vte.suivi import EVENEMENTS


class Conduct:
    """`channel`: the name under which Rasa chooses responses; `journal`: what was said there."""

    def __init__(self, channel: str) -> None:
        compile_schema_once()
        self.channel, self.journal = channel, Journal()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, person: str) -> AsyncIterator[None]:
        """Held for a whole turn: the messages of one person never cross.

        Error: NotReady, where it and what is done under it take too long (patience.py).
        """
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with patience.within(), lock:
            yield

    async def turn(self, agent: Agent, person: str, message: Message) -> dict[str, Any]:
        """The answer of the contract; to be called under the person's `lock`.

        The journal has no answer for this message yet. Errors: Malformed, for a payload that was
        not offered; NotReady, when the turn cannot be kept.
        """
        said = self._said(person, message)
        await self._writable(agent)
        try:
            answer = await turn.play(agent, self.channel, person, message)
        except turn.Outage:
            return await turn.outage(agent, person)  # not noted: the same message may be sent again
        if turn.erases(answer):
            await self.forget(person)
            return {**answer, "state": await turn.read_state(agent, person)}
        if turn.tracker_store(agent).was_erased(person):
            return answer  # by the staff, while it was played: it is kept nowhere
        kept = said if message.text is None else await turn.kept_text(agent, person)
        await self._writable(agent)
        self.journal.record(person, message.message_id, kept, answer)
        return answer

    async def forget(self, person: str) -> None:
        """Erases all that this person said and left, everywhere.

        In a thread: databases are waited for and files written anew meanwhile.
        """
        await asyncio.to_thread(effacement.effacer, [person])

    async def _writable(self, agent: Agent) -> None:
        """Once a turn can be kept: what cannot be is not played."""
        store = turn.tracker_store(agent)
        await patience.writable(store.engine, EVENEMENTS.name)
        await patience.writable(self.journal.engine, EXCHANGES.name)

    def _said(self, person: str, message: Message) -> str:
        """What the history shows.

        Error: Malformed, for a payload that neither a message nor the channel offered.
        """
        if message.text is not None:
            return message.text
        title = payloads.title(str(message.payload)) or self.journal.title(
            person, str(message.payload)
        )
        if title is None:
            raise Malformed("Ce choix n'a pas été proposé dans cette conversation.")
        return title
