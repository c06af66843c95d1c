"""How many connections a PostgreSQL serves, at most, while something goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

EVERY = 0.2  # seconds
_COUNT = """SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""


class Most:
    """`seen`: the greatest number so far; None where there is no PostgreSQL to ask."""

    seen: int | None = None


@contextmanager
def watched(database: str | None) -> Iterator[Most]:
    """The most of them until the end of the block; `database`: SQLAlchemy URL, None for none."""
    most, ended = Most(), threading.Event()
    if database is None:
        yield most
        return
    engine = sa.create_engine(database, isolation_level="AUTOCOMMIT")

    def look() -> None:
        with engine.connect() as link:
            while not ended.wait(EVERY):
                most.seen = max(most.seen or 0, int(link.exec_driver_sql(_COUNT).scalar() or 0))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        ended.set()
        looking.join()
        engine.dispose()
