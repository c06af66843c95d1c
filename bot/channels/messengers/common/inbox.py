"""The inbox of the messengers: each message once, and none lost by a restart.

A message is stored before the platform is answered, whatever it sends again. Once handled, its text
and the person's address are erased; its id stays for a week, longer than any platform goes on
sending.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.channels.messengers.common.incoming import Incoming
from vte import journal
from vte.journal import HANDLED, INBOX, LOST, RECEIVED

MEMORY = timedelta(days=7)
# The names under which a waiting message is stored: a database outlives a release.
_STORED = {
    "id": "id",
    "address": "adresse",
    "kind": "nature",
    "content": "contenu",
    "order": "ordre",
    "callback": "rappel",
}


class Inbox:
    """`channel`: whose messages; `url`: SQLAlchemy URL, that of the journal by default."""

    def __init__(self, channel: str, url: str | None = None) -> None:
        self._channel, self._engine = channel, journal.ouvrir(url)

    def deposit(self, incomings: Iterable[Incoming]) -> list[Incoming]:
        """Stores those that were never received, and gives them back."""
        new: dict[str, Incoming] = {}
        with self._engine.begin() as connection:
            for incoming in incomings:
                if incoming.id not in new and not self._known(connection, incoming.id):
                    new[incoming.id] = incoming
                    connection.execute(sa.insert(INBOX), [self._row(incoming)])
        return list(new.values())

    def pending(self) -> list[tuple[Incoming, int]]:
        """What a restart interrupted, oldest first, with how much of its answer was sent."""
        query = (
            sa.select(INBOX)
            .where(INBOX.c.canal == self._channel, INBOX.c.etat == RECEIVED)
            .order_by(INBOX.c.le)
        )
        with self._engine.connect() as connection:
            return [(_restored(row.entrant), row.envoyes) for row in connection.execute(query)]

    def holds(self, identifier: str) -> bool:
        """Whether this message still waits: an erasure takes what waits too."""
        query = sa.select(INBOX.c.etat).where(
            INBOX.c.canal == self._channel, INBOX.c.id == identifier
        )
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar() == RECEIVED)

    def sent(self, identifier: str, how_many: int) -> None:
        self._change(identifier, envoyes=how_many)

    def finish(self, identifier: str, reason: str | None = None) -> None:
        """Handled: nothing of the person is left here; `reason`: why no answer could be sent."""
        self._change(identifier, etat=LOST if reason else HANDLED, motif=reason, entrant=None)

    def lost(self) -> int:
        """How many answers could not be sent, of those still remembered."""
        query = sa.select(sa.func.count()).where(
            INBOX.c.canal == self._channel, INBOX.c.etat == LOST
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def purge(self, now: datetime | None = None) -> None:
        """Forgets what is older than MEMORY and handled."""
        limit = ((now or datetime.now(UTC)) - MEMORY).isoformat()
        with self._engine.begin() as connection:
            connection.execute(
                sa.delete(INBOX).where(
                    INBOX.c.canal == self._channel, INBOX.c.le < limit, INBOX.c.etat != RECEIVED
                )
            )

    def _row(self, incoming: Incoming) -> dict[str, object]:
        return {
            "canal": self._channel,
            "id": incoming.id,
            "le": datetime.now(UTC).isoformat(),
            "etat": RECEIVED,
            "envoyes": 0,
            "entrant": _stored(incoming),
        }

    def _known(self, connection: sa.engine.Connection, identifier: str) -> bool:
        return (
            connection.execute(
                sa.select(INBOX.c.id).where(
                    INBOX.c.canal == self._channel, INBOX.c.id == identifier
                )
            ).first()
            is not None
        )

    def _change(self, identifier: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(INBOX)
                .where(INBOX.c.canal == self._channel, INBOX.c.id == identifier)
                .values(**values)
            )


def _stored(incoming: Incoming) -> str:
    fields = {name: getattr(incoming, field) for field, name in _STORED.items()}
    return json.dumps(fields, ensure_ascii=False)


def _restored(stored: str) -> Incoming:
    fields: dict[str, Any] = json.loads(stored)
    return Incoming(**{field: fields[name] for field, name in _STORED.items()})
