"""What staff say to the people of a messenger: each word sent once or more, in order, none lost.

Words wait in the database until they are sent (vte/relais). Who serves a person sends them, under
the same claim as the answers (inbox.py): a worker that dies leaves them to another one. How the
person is reached is kept meanwhile, encrypted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.messengers.common import claims
from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.relais import adresses
from vte.relais.fil import message
from vte.relais.relais import tenu
from vte.relais.sorts import entendu, retarder, reveiller
from vte.relais.tables import ADRESSES, EN_ATTENTE, PAROLES, PERDUE, REMISE, STAFF

SENDERS = 2  # threads
SPOKEN_BY = "Un conseiller\u00a0: "
T = TypeVar("T")


class Word(NamedTuple):
    """`sent`: how many parts of it the platform took already; `at`: when it was said; `by_staff`:
    not by the assistant, of the relay; `heard`: when the person last wrote, where that is known.
    """

    id: int
    address: str
    message: dict[str, Any]
    sent: int
    at: datetime
    by_staff: bool
    heard: datetime | None


class Outbox:
    """`channel`: whose people; `worker`: who serves them; `url`: the tracker's by default.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, channel: str, worker: str, url: str | None = None) -> None:
        self._channel, self._worker = channel, worker
        self._engine, self._threads = shared(url), Threads(SENDERS)

    async def people(self) -> list[str]:
        """Those for whom a word waits, who can be reached and whom no other worker serves."""

        def read(link: Connection) -> list[str]:
            free = ~claims.served_elsewhere(link, PAROLES.c.session, self._worker)
            reached = sa.select(ADRESSES.c.session).where(ADRESSES.c.session == PAROLES.c.session)
            waits = sa.select(PAROLES.c.session).distinct().where(*self._waiting())
            return list(link.execute(waits.where(reached.exists(), free)).scalars())

        return await self._do(read)

    async def arrived(self, person: str, address: str) -> bool:
        """Whether a member of staff holds the conversation of who writes: they can be reached.

        What waited for them to write again leaves now.
        """

        def write(link: Connection) -> bool:
            held, late = tenu(link, person) is not None, reveiller(link, person)
            if held or late:
                adresses.garder(link, person, self._channel, address, demande=False)
            return held

        return await self._do(write)

    async def asked(self, person: str, address: str) -> None:
        """The person asked for somebody, who may answer here."""
        await self._do(
            lambda link: adresses.garder(link, person, self._channel, address, demande=True)
        )

    async def next(self, person: str) -> Word | None:
        """What staff said first of what waits for this person; None: nothing, or nobody to tell.

        Nothing, too, of a person whom this worker does not serve.
        """

        def read(link: Connection) -> Word | None:
            query = sa.select(PAROLES).where(
                *self._waiting(), PAROLES.c.session == person, claims.mine(person, self._worker)
            )
            row = link.execute(query.order_by(PAROLES.c.id).limit(1)).first()
            address = adresses.lire(link, person) if row is not None else None
            if row is None or address is None:
                return None
            at, by_staff = datetime.fromisoformat(row.le), row.auteur == STAFF
            said, heard = _named(row), entendu(link, person)
            return Word(row.id, address, said, row.envoyes, at, by_staff, heard)

        return await self._do(read)

    async def sent(self, word: Word, person: str, how_many: int) -> bool:
        """So many parts are sent; False where it is no longer this worker's to send."""
        change = sa.update(PAROLES).where(
            PAROLES.c.id == word.id, claims.mine(person, self._worker)
        )
        return await self._do(
            lambda link: bool(link.execute(change.values(envoyes=how_many)).rowcount)
        )

    async def finish(self, word: Word, reason: str | None = None) -> None:
        """The platform has it, or refuses it for this reason. An address may go with the last."""

        def write(link: Connection) -> None:
            done = {"etat": PERDUE if reason else REMISE, "motif": reason and reason[:200]}
            link.execute(sa.update(PAROLES).where(PAROLES.c.id == word.id).values(**done))
            adresses.oublier(link)

        await self._do(write)

    async def postpone(self, word: Word, reason: str) -> None:
        """It waits until the person writes again: the platform takes nothing for them now."""

        def write(link: Connection) -> None:
            retarder(link, PAROLES.c.id == word.id, reason[:200])
            adresses.oublier(link)

        await self._do(write)

    def _waiting(self) -> tuple[Any, ...]:
        return PAROLES.c.canal == self._channel, PAROLES.c.etat == EN_ATTENTE

    async def _do(self, what: Callable[[Connection], T]) -> T:
        return await self._threads.transact(self._engine, what)


def _named(row: Any) -> dict[str, Any]:
    """The word as a messenger shows it, where all that is written comes under one name."""
    said = message(row)
    if row.auteur != STAFF:
        return said
    return said | {"text": SPOKEN_BY + said["text"], "buttons": []}
