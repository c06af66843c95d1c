"""STOP, before anything else, whatever is open; and START, which takes it back.

STOP erases all that a person left; what remains is a keyed hash (vte/arrets.py), by which nothing
more is sent to them.
"""

from __future__ import annotations

from dataclasses import replace

from bot.channels.messengers.common import doubts
from bot.channels.messengers.common.batches import Batch, is_stop
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import PAYLOAD, TEXT
from bot.channels.shared.conduct import Conduct
from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.arrets import Arrets
from vte.mots_d_arret import reprend

STOPPED, RESUMED, REMINDER = "utter_arret", "utter_arret_leve", "utter_arret_rappel"
NOTHING = ""  # the response to who said STOP and was reminded of it already
THREADS = 2


class Stops:
    """Those of one channel. Every call may raise SQLAlchemyError: the message still waits."""

    def __init__(self, inbox: Inbox, conduct: Conduct) -> None:
        self._inbox, self._conduct = inbox, conduct
        self._arrets, self._threads = Arrets(shared()), Threads(THREADS)

    async def hold(self, person: str) -> bool:
        """Whether nothing is sent to this person, not even « is typing »."""
        return await self._threads.run(lambda: self._arrets.tient(person))

    async def answer(self, person: str, batch: Batch) -> str | None:
        """The response that is due to an order, or to who is stopped; None: a turn is.

        Error: NotReady, where not all could be erased: the order still waits.
        """
        if is_stop(batch.first):
            return await self.stop(person, batch)
        if not await self.hold(person):
            return None
        if any(one.kind == TEXT and reprend(one.content) for one in batch.incomings):
            await self._threads.run(lambda: self._arrets.lever(person))
            return RESUMED
        due = await self._threads.run(lambda: self._arrets.a_rappeler(person))
        return REMINDER if due else NOTHING

    async def stop(self, person: str, batch: Batch) -> str:
        """All of it is erased before it is said, and said however long that takes.

        The order alone waits again, without a word of the person's: a platform that is away, or a
        worker that is killed now, loses neither the erasure nor its confirmation.
        """
        await self._threads.run(lambda: self._arrets.commencer(person))
        try:
            await self._conduct.forget(person)
        finally:
            order = replace(batch.first, kind=PAYLOAD, content=doubts.STOP)
            await self._inbox.put_back(order)
        await self._threads.run(lambda: self._arrets.finir(person))
        await self._inbox.claim(person)  # what was erased held it, and one answer is owed
        return STOPPED
