"""Threads that staff hold in the platform's own inbox: relays like any other, without a word of
ours there (docs/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from bot.channels.messengers.common.staff import Elsewhere, Owner
from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.erreurs import ConversationClose
from vte.pseudonymes import pseudonyme
from vte.relais import TEMPS, LesRelais
from vte.relais.relais import BOITE


class Ownership:
    """`channel`: whose threads; `url`: the tracker's database by default.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, channel: str, url: str | None = None) -> None:
        self._channel, self._relays, self._threads = channel, LesRelais(shared(url)), Threads(1)

    async def note(self, owners: Sequence[Owner]) -> None:
        """What the platform tells: the assistant is silent in a thread that staff took, and answers
        again in one that they passed to us. Whoever was erased, or never wrote, holds nothing.
        """
        for owner in owners:
            person = pseudonyme(self._channel, owner.address)
            with suppress(ConversationClose):
                await (self._ours(person) if owner.ours else self.passed(person, owner.address))

    async def passed(self, person: str, address: str) -> None:
        """The thread is staff's, in the platform's inbox. Error: ConversationClose.

        How to reach the person is kept: the assistant says that it is back.
        """

        def take() -> None:
            self._relays.prendre(person, self._channel, BOITE, annonce=False)
            self._relays.joindre(person, self._channel, address)

        await self._threads.run(take)

    async def heard(self, said: Sequence[Elsewhere]) -> None:
        """What staff and the person say to each other there: the day without a word begins anew."""
        for one in said:
            with suppress(ConversationClose):
                await self._threads.run(partial(self._elsewhere, one))

    def _elsewhere(self, one: Elsewhere) -> None:
        person = pseudonyme(self._channel, one.address)
        self._relays.toucher(person, BOITE)
        if one.by_person:
            self._relays.joindre(person, self._channel, one.address)

    async def held(self, person: str) -> bool:
        """Whether staff hold the conversation, wherever they answer it."""
        return await self._threads.run(lambda: self._relays.tenu(person)) is not None

    async def over(self, person: str) -> bool:
        """Whether nobody wrote for so long in that inbox that the thread is to be taken back."""
        past = await self._threads.run(lambda: self._relays.de(person))
        return bool(past) and (past[-1].ouvert_par, past[-1].clos_par) == (BOITE, TEMPS)

    async def _ours(self, person: str) -> None:
        await self._threads.run(lambda: self._relays.rendre(person, annonce=False))
