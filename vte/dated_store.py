"""Tables of the tracker's database whose rows are a person's and have a day: erased and purged."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from vte.databases import url_of
from vte.effacement import Store, database, delete
from vte.reglages import SUIVI
from vte.schemas.tracker import prepare


def dated_store(name: str, table: sa.Table) -> Store:
    """What an erasure and a purge do to it, to be registered (vte/effacement.py).

    `table`: with the columns `session` (whose a row is) and `le` (ISO, UTC, to the second).
    """

    def erase(people: Collection[str]) -> int:
        with database(url_of(SUIVI.lire()), prepare) as link:
            return delete(link, table, table.c.session.in_(list(people)))

    def purge(before: datetime) -> int:
        limit = before.astimezone(UTC).isoformat(timespec="seconds")
        with database(url_of(SUIVI.lire()), prepare) as link:
            return delete(link, table, table.c.le < limit)

    return Store(name, frozenset({table.name}), erase, purge)
