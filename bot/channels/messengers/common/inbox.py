"""The inbox of the messengers: each message once, and none lost by whoever dies.

A message is stored before the platform is answered, whatever it sends again. One worker serves a
person at a time: it holds a claim, which others take over once it is dead (vte/ouvriers.py). Once
handled, a message's text and the person's address are erased; its id stays for a week, longer than
any platform goes on sending.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.channels.messengers.common import claims
from bot.channels.messengers.common.batches import Batch, Waiting
from bot.channels.messengers.common.incoming import Incoming
from bot.storage.engines import shared
from bot.storage.threads import Threads
from vte.journal import CLAIMS, HANDLED, INBOX, LOST, RECEIVED
from vte.ouvriers import morts_ou_partis
from vte.pseudonymes import pseudonyme

MEMORY = timedelta(days=7)
READERS = 4  # threads
# The names under which a waiting message is stored: a database outlives a release.
_STORED = {
    "id": "id",
    "address": "adresse",
    "kind": "nature",
    "content": "contenu",
    "order": "ordre",
    "callback": "rappel",
    "group": "album",
}
INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
T = TypeVar("T")


class Inbox:
    """`channel`: whose messages; `worker`: who serves them; `url`: the tracker's by default.

    Every call may raise SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, channel: str, worker: str, url: str | None = None) -> None:
        self._channel, self.worker = channel, worker
        self._engine, self._threads = shared(url), Threads(READERS)

    def person(self, incoming: Incoming) -> str:
        """The pseudonym of who wrote this."""
        return pseudonyme(self._channel, incoming.address)

    async def deposit(self, incomings: Iterable[Incoming]) -> list[Incoming]:
        """Stores those that were never received, whoever received them; gives those back."""

        def write(link: Connection) -> list[Incoming]:
            return [one for one in incomings if self._insert(link, one)]

        return await self._do(write)

    async def adopt(self) -> None:
        """Says whose the messages are that a release before this one stored."""

        def write(link: Connection) -> None:
            nobody_s = self._waiting(sa.select(INBOX)).where(INBOX.c.personne.is_(None))
            for row in link.execute(nobody_s).all():
                person = self.person(_restored(row.entrant))
                link.execute(sa.update(INBOX).where(self._this(row.id)).values(personne=person))

        await self._do(write)

    async def claim(self, person: str) -> bool:
        """This worker serves the person; False while another one does, who lives."""

        def write(link: Connection) -> bool:
            free = sa.or_(CLAIMS.c.ouvrier == self.worker, morts_ou_partis(link, CLAIMS.c.ouvrier))
            row = INSERT[link.dialect.name](CLAIMS).values(personne=person, ouvrier=self.worker)
            taken = row.on_conflict_do_update(
                index_elements=["personne"], set_={"ouvrier": self.worker}, where=free
            )
            return bool(link.execute(taken).rowcount)

        return await self._do(write)

    async def release(self, person: str) -> bool:
        """Serves the person no more; False, and still does, where a message waits."""

        def write(link: Connection) -> bool:
            waits = self._waiting(sa.select(INBOX.c.id)).where(INBOX.c.personne == person)
            gone = sa.delete(CLAIMS).where(claims.held(person, self.worker), ~waits.exists())
            if link.execute(gone).rowcount:
                return True
            return not link.execute(sa.select(waits.exists())).scalar()

        return await self._do(write)

    async def waiting(self, person: str) -> list[Waiting]:
        """What this person said that waits, in the platform's order.

        Nothing of a person whom this worker no longer serves: another one took them over.
        """

        def read(link: Connection) -> list[Any]:
            mine = claims.mine(person, self.worker)
            query = self._waiting(sa.select(INBOX)).where(INBOX.c.personne == person, mine)
            return link.execute(query.order_by(INBOX.c.le)).all()

        waiting = [
            Waiting(_restored(row.entrant), datetime.fromisoformat(row.le), row.envoyes, row.lot)
            for row in await self._do(read)
        ]
        return sorted(waiting, key=lambda one: one.incoming.order)

    async def begin(self, batch: Batch) -> None:
        """From now on these are answered together, by whoever answers them."""
        change = sa.update(INBOX).where(self._these(batch.ids)).values(lot=batch.first.id)
        await self._do(lambda link: link.execute(change))

    async def people(self) -> list[str]:
        """Those from whom something waits and whom no other living worker serves."""

        def read(link: Connection) -> list[str]:
            free = ~claims.served_elsewhere(link, INBOX.c.personne, self.worker)
            query = self._waiting(sa.select(INBOX.c.personne).distinct()).where(free)
            return list(link.execute(query).scalars())

        return await self._do(read)

    async def sent(self, identifier: str, person: str, how_many: int) -> bool:
        """So many parts of the answer are sent; False where it is no longer this worker's."""

        def write(link: Connection) -> bool:
            mine = claims.mine(person, self.worker)
            change = sa.update(INBOX).where(self._this(identifier), mine).values(envoyes=how_many)
            return bool(link.execute(change).rowcount)

        return await self._do(write)

    async def finish(self, batch: Batch, reason: str | None = None) -> None:
        """Handled: nothing of the person is left here; `reason`: why no answer could be sent."""
        done = {"etat": HANDLED, "entrant": None, "personne": None}
        lost = {"etat": LOST, "motif": reason}

        def write(link: Connection) -> None:
            link.execute(sa.update(INBOX).where(self._these(batch.ids)).values(**done))
            if reason:
                link.execute(sa.update(INBOX).where(self._this(batch.first.id)).values(**lost))

        await self._do(write)

    async def put_back(self, incoming: Incoming) -> None:
        """What it asks for is not done, though its text is already gone from here."""
        waits = {"etat": RECEIVED, "entrant": _stored(incoming), "personne": self.person(incoming)}
        change = sa.update(INBOX).where(self._this(incoming.id)).values(**waits)
        await self._do(lambda link: link.execute(change))

    async def lost(self) -> int:
        """How many answers could not be sent, of those still remembered."""
        return await self._count(INBOX.c.etat == LOST)

    async def pending(self) -> int:
        """How many messages wait, whoever serves them."""
        return await self._count(INBOX.c.etat == RECEIVED)

    async def leave(self) -> None:
        """This worker serves nobody any more: others need not wait until it is dead."""
        mine = sa.delete(CLAIMS).where(CLAIMS.c.ouvrier == self.worker)
        await self._do(lambda link: link.execute(mine))

    async def purge(self, now: datetime | None = None) -> None:
        """Forgets what is older than MEMORY and handled."""
        limit = ((now or datetime.now(UTC)) - MEMORY).isoformat()
        old = sa.delete(INBOX).where(
            INBOX.c.canal == self._channel, INBOX.c.le < limit, INBOX.c.etat != RECEIVED
        )
        await self._do(lambda link: link.execute(old))

    async def _do(self, what: Callable[[Connection], T]) -> T:
        return await self._threads.transact(self._engine, what)

    async def _count(self, which: Any) -> int:
        query = sa.select(sa.func.count()).where(INBOX.c.canal == self._channel, which)
        return await self._do(lambda link: int(link.execute(query).scalar() or 0))

    def _insert(self, link: Connection, incoming: Incoming) -> bool:
        row = {
            "canal": self._channel,
            "id": incoming.id,
            "le": datetime.now(UTC).isoformat(),
            "etat": RECEIVED,
            "envoyes": 0,
            "entrant": _stored(incoming),
            "personne": self.person(incoming),
        }
        new = INSERT[link.dialect.name](INBOX).values(**row).on_conflict_do_nothing()
        return bool(link.execute(new).rowcount)

    def _waiting(self, query: Any) -> Any:
        return query.where(INBOX.c.canal == self._channel, INBOX.c.etat == RECEIVED)

    def _this(self, identifier: str) -> Any:
        return sa.and_(INBOX.c.canal == self._channel, INBOX.c.id == identifier)

    def _these(self, identifiers: Iterable[str]) -> Any:
        return sa.and_(INBOX.c.canal == self._channel, INBOX.c.id.in_(list(identifiers)))


def _stored(incoming: Incoming) -> str:
    fields = {name: getattr(incoming, field) for field, name in _STORED.items()}
    return json.dumps(fields, ensure_ascii=False)


def _restored(stored: str) -> Incoming:
    fields: dict[str, Any] = json.loads(stored)
    known = {field: fields[name] for field, name in _STORED.items() if name in fields}
    return Incoming(**known)  # a release before this one stored less
