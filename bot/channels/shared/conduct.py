"""One turn of one conversation, whatever the channel.

Once for each message, in order, with an answer that is kept. The web channel answers in the same
call; a messenger's answer is sent later (messengers/common/serving.py). What lies between is here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.action_answers import compile_schema_once
from bot.channels.shared import announcements, journal, patience, payloads, relay, state, turn
from bot.channels.shared.announcements import Announcements
from bot.channels.shared.errors import Malformed, NotReady, SessionRefused
from bot.channels.shared.journal import Journal
from bot.channels.shared.message import Message
from bot.channels.shared.patience import PLACES
from bot.observability.turns import entering, given_again, observed, stage
from bot.storage.turns import Crossed, Exchange
from bot.tracker_store import Turn
from vte import effacement
from vte.annonces import Annonce
from vte.donnees_personnelles import masquer
from vte.relais.relais import WEB

Answer = dict[str, Any]
AGAIN = 0.05  # seconds before a turn that was crossed is played again
_AWAY = (SQLAlchemyError, OSError)


async def nothing() -> None:
    """Asked of who comes with a message that was not answered yet: nothing."""


class Conduct:
    """`channel`: where it is said; `journal`: what was said there.

    `speaks_as`: the channel whose variants Rasa chooses among responses, itself by default.
    """

    def __init__(self, channel: str, speaks_as: str = "") -> None:
        compile_schema_once()
        self.channel, self.journal = channel, Journal()
        self.announcements = Announcements(self.journal.engine)
        self._speaks_as = speaks_as or channel
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, person: str) -> AsyncIterator[None]:
        """Held for a whole turn: in this worker, the messages of one person pass in order.

        Between workers, the turn itself holds the person's lock (bot/storage/turns.py).
        Error: NotReady, where it and what is done under it take too long (patience.py).
        """
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with patience.within(), lock:
            yield

    async def answer(
        self,
        agent: Agent,
        person: str,
        message_id: str,
        message: Callable[[], Awaitable[Message]],
        admit: Callable[[], Awaitable[None]] = nothing,
    ) -> Answer:
        """The answer of the contract: the one already given to this message, or a turn's.

        `message`: what was said, asked where it is to be heard; `admit`: raises where it may not.
        Errors: SessionRefused, for a conversation that is over; Malformed, for a payload that was
        not offered; NotReady, SQLAlchemyError: nothing happened, it may be sent again.
        """
        with observed(self.channel) as seen:
            async with entering("lock", self.lock(person)), entering("queue", PLACES.one()):
                while True:
                    with suppress(Crossed):  # what crossed this turn may have answered its message
                        seen.answer = await self._answer(agent, person, message_id, message, admit)
                        return seen.answer
                    await asyncio.sleep(AGAIN)

    async def _answer(
        self,
        agent: Agent,
        person: str,
        message_id: str,
        message: Callable[[], Awaitable[Message]],
        admit: Callable[[], Awaitable[None]],
    ) -> Answer:
        store = turn.tracker_store(agent)
        async with entering("load", store.turn(person, message_id)) as begun:
            if begun.begun.closed:
                raise SessionRefused(
                    "Cette conversation a été effacée\u00a0: ouvrez-en une nouvelle."
                )
            if begun.begun.answer is not None:
                given_again()
                return begun.begun.answer
            await admit()
            said = await message()
            if relay.concerns(begun, said):
                return await self._pass_on(agent, begun, said)
            if said.told:
                return await self._tell(agent, begun, said)
            standing = await self.announcements.standing()
            if standing is not None and standing.ferme:
                return await self._turn_away(agent, begun, said, standing)
            return await self._play(agent, begun, said)

    async def _turn_away(
        self, agent: Agent, begun: Turn, message: Message, standing: Annonce
    ) -> Answer:
        """The assistant is closed, and says until when: no turn is played."""
        told = announcements.closed(standing, self.channel)
        answer = {"messages": told, "state": state.read(begun.tracker)}
        return await self._keep(agent, begun, message, answer)

    async def _pass_on(self, agent: Agent, begun: Turn, message: Message) -> Answer:
        """To whoever of the staff holds the conversation: no turn is played."""
        return await self._keep(agent, begun, message, *relay.outcome(begun, message))

    async def _tell(self, agent: Agent, begun: Turn, message: Message) -> Answer:
        """What the channel itself answers: kept with the rest, and no turn is played."""
        answer = {"messages": list(message.told), "state": state.read(begun.tracker)}
        return await self._keep(agent, begun, message, answer)

    async def _keep(
        self,
        agent: Agent,
        begun: Turn,
        message: Message,
        answer: Answer,
        also: Callable[[Connection], object] | None = None,
    ) -> Answer:
        said, now = await self._said(begun, message), journal.now()
        answer = _named(answer, message, now)
        kept = Exchange(masquer(said), answer, now, also)
        await turn.tracker_store(agent).keep(begun, kept)
        return answer

    async def _play(self, agent: Agent, begun: Turn, message: Message) -> Answer:
        person, store = begun.begun.person, turn.tracker_store(agent)
        said, now = await self._said(begun, message), journal.now()
        try:
            messages = await turn.play(agent, self.channel, self._speaks_as, begun, message)
        except turn.Outage:  # not noted: the same message may be sent again
            return _named(turn.outage(agent, begun), message, now)
        if turn.erases(messages):
            store.give_up(begun)
            await self.forget(person)
            return _named({"messages": messages, "state": state.read(None)}, message, now)
        begun.settle()
        answer = _named({"messages": messages, "state": state.read(begun.tracker)}, message, now)
        answer |= await self._notice(person)
        kept = said if message.text is None else turn.kept_text(begun)
        with stage("store"):
            await store.keep(begun, Exchange(kept, answer, now))
        return answer

    async def _notice(self, person: str) -> Answer:
        """What staff tell everybody, with the first turn since; kept with it, so that it is sent
        once. On the web the state says it for as long as it stands (channel.py).
        """
        standing = None if self.channel == WEB else await self.announcements.standing()
        if standing is None:
            return {}
        if await self.journal.noticed(person, standing.dite, standing.debut):
            return {}
        return {"notice": standing.dite}

    async def forget(self, person: str) -> None:
        """Erases all that this person said and left, everywhere.

        In a thread: databases are waited for and files written anew meanwhile. Error: NotReady,
        where one of them is away: it is to be asked again, until all is erased.
        """
        try:
            await asyncio.to_thread(effacement.effacer, [person])
        except ExceptionGroup as failed:
            if failed.split(_AWAY)[1] is not None:
                raise
            raise _not_all_erased() from failed
        except _AWAY as failed:
            raise _not_all_erased() from failed

    async def _said(self, begun: Turn, message: Message) -> str:
        """What the history shows.

        Error: Malformed, for a payload that neither a message, the verdict's card nor the channel
        offered.
        """
        if message.text is not None:
            return message.text
        payload = str(message.payload)
        title = payloads.title(payload) or state.offered(begun.tracker, payload)
        title = title or await self.journal.title(begun.begun.person, payload)
        if title is None:
            raise Malformed("Ce choix n'a pas été proposé dans cette conversation.")
        return title


def _not_all_erased() -> NotReady:
    return NotReady(
        "L'effacement n'est pas terminé : réessayez dans un moment.", {"Retry-After": "5"}
    )


def _named(answer: Answer, message: Message, now: str) -> Answer:
    """Its messages have an id and a date, by which they are spoken of later."""
    return answer | {"messages": journal.named(answer["messages"], message.message_id, now)}
