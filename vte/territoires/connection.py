"""Opens the base, and never makes an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from vte.erreurs import BaseAbsente

ABSENTE = "La base des territoires n'est pas construite\u00a0: lancez «\u00a0make setup\u00a0»."


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None elsewhere."""
    read = make_url(url)
    return Path(read.database or "") if read.get_backend_name() == "sqlite" else None


def engine_of(url: str) -> Engine:
    # What errors tell never holds what people typed.
    return create_engine(url, future=True, hide_parameters=True)


@contextmanager
def transaction(url: str) -> Iterator[Connection]:
    """A connection of which all is kept, or nothing. Error: BaseAbsente."""
    file = sqlite_file(url)
    # SQLite would make an empty file, which make would take for a base.
    if file is not None and not file.is_file():
        raise BaseAbsente(ABSENTE)
    engine = engine_of(url)
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise BaseAbsente(ABSENTE) from error
    finally:
        engine.dispose()
