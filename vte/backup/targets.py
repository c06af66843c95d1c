"""Where a backup is restored: whether something is there, and how a database is made anew."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte.backup import bases
from vte.backup.bases import Base
from vte.databases import open_engine
from vte.erreurs import SauvegardeInvalide
from vte.schemas.history import History
from vte.schemas.upgrade import SERVED, alone, upgrade

# What Django fills by itself when it makes its tables.
_BORN_FULL = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")
# The log of staff's gestures: its guard refuses all but additions, so that nothing is taken there.
AUDIT = "console_acces"


def is_empty(connection: Connection, base: Base) -> bool:
    """Whether nobody has left anything there yet."""
    mine = [t for t in bases.tables(connection, base) if t.name not in _BORN_FULL]
    return not any(
        connection.execute(sa.select(sa.literal(1)).select_from(t)).first() for t in mine
    )


def check_console(connection: Connection, kind: Mapping[str, str]) -> None:
    """That Django has made the same tables, on the same kind of database.

    Error: SauvegardeInvalide.
    """
    if connection.dialect.name != kind["kind"]:
        raise SauvegardeInvalide(
            "La console de cette sauvegarde était sur une base d'une autre sorte"
            f" ({kind['kind']})\u00a0: donnez-lui la même, par VTE_CONSOLE_URL."
        )
    if bases.revision(connection, bases.named(bases.CONSOLE)) != kind["revision"]:
        raise SauvegardeInvalide(
            "Les tables de la console ne sont pas celles de la sauvegarde\u00a0: lancez d'abord"
            " «\u00a0.venv/bin/python console/manage.py migrate\u00a0», de la même version de"
            " l'assistant."
        )


def make_anew(base: Base, revision: str) -> None:
    """Empty, in the shape that it had."""
    engine = open_engine(base.url())
    try:
        with alone(engine) as connection:
            if base.history is None:
                _empty(connection, base)
            else:
                _drop(connection, base.history)
                connection.commit()
        if base.history is not None:
            with alone(engine) as connection:
                upgrade(connection, base.history, revision)
    finally:
        engine.dispose()


def _empty(connection: Connection, base: Base) -> None:
    watermark = sa.table("console_filigrane")
    connection.execute(sa.delete(watermark))  # the projection reads all again
    for table in reversed(bases.tables(connection, base)):
        if table.name != AUDIT:
            connection.execute(sa.delete(table))


def _drop(connection: Connection, history: History) -> None:
    history.declare()
    there = set(sa.inspect(connection).get_table_names())
    mine = [t for t in reversed(history.metadata.sorted_tables) if t.name in there]
    for table in mine:
        table.drop(connection)
    if history.version_table in there:
        sa.Table(history.version_table, sa.MetaData()).drop(connection)
    connection.execute(sa.delete(SERVED).where(SERVED.c.histoire == history.name))
