"""The URL of a database, as a setting gives it: nothing in it is ignored in silence.

SQLAlchemy and Django each take what they know and drop the rest: a misspelt option, one that the
other would have needed.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

SQLITE, POSTGRESQL = ("sqlite", "sqlite+pysqlite"), ("postgresql", "postgresql+psycopg2")


def checked(raw: str) -> str:
    """The URL itself. Error: ValueError, where part of it would not be used, or is missing."""
    from sqlalchemy.engine import make_url  # slow to import: settings are read by all
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(raw)
    except ArgumentError as error:
        raise ValueError(raw) from error
    if url.drivername in SQLITE:
        # In memory, each connection would have a database of its own.
        good = bool(url.database) and url.database != ":memory:" and not (url.host or url.query)
    else:
        good = url.drivername in POSTGRESQL and bool(url.database) and _are_known(_options(raw))
    if not good or raw != raw.strip():
        raise ValueError(raw)
    return raw


def _options(raw: str) -> list[tuple[str, str]]:
    """What comes after « ? », to the letter: SQLAlchemy drops an option without a value."""
    return parse_qsl(raw.partition("?")[2], keep_blank_values=True)


def _are_known(options: list[tuple[str, str]]) -> bool:
    """Whether PostgreSQL's own library knows each of these options, given once, with a value."""
    from psycopg2 import ProgrammingError
    from psycopg2.extensions import make_dsn

    if len(dict(options)) < len(options) or not all(value for _, value in options):
        return False
    try:
        make_dsn("", **dict(options))
    except ProgrammingError:
        return False
    return True
