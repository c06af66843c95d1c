"""`vte donnees`: the databases that keep what people said, their schemas and what they hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import sqlalchemy as sa
import typer
from rich.table import Table
from sqlalchemy.engine import Engine

from vte import former_journal
from vte.commandes.output import console, write_json
from vte.databases import open_engine, url_of
from vte.private import PROJECT
from vte.reglages import DEMANDES_URL, SUIVI
from vte.schemas import requests, tracker
from vte.schemas.history import History
from vte.schemas.upgrade import State, state

donnees = typer.Typer(
    help="Les bases où les conversations et les demandes sont gardées.", no_args_is_help=True
)


class _Base(NamedTuple):
    history: History
    url: Callable[[], str]
    prepare: Callable[[Engine], None]


_BASES = (
    _Base(tracker.TRACKER, lambda: url_of(SUIVI.lire()), tracker.prepare),
    _Base(requests.REQUESTS, DEMANDES_URL.lire, requests.prepare),
)
Journal = Annotated[
    str,
    typer.Option(
        help="base des échanges d'une version d'avant (URL SQLAlchemy, l'ancien VTE_JOURNAL_URL)"
    ),
]


@donnees.command(
    help="Met les bases à jour\u00a0; une version plus ancienne peut servir pendant ce temps."
    " Sans danger à relancer ou à interrompre."
)
def migrer(journal: Journal = "") -> None:
    """Brings both up to date, and takes in the former journal. Error: BaseTropRecente."""
    for base in _BASES:
        engine = open_engine(base.url())
        base.prepare(engine)
        console.print(f"Base «\u00a0{base.history.name}\u00a0»\u00a0: {_say(_read(engine, base))}.")
        engine.dispose()
    if url := journal or _left():
        _take_in(url)


@donnees.command(help="Dit où en est chaque base et ce qu'elle contient, sans rien changer.")
def etat(en_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """The revision of each, whether this code may serve it, and its rows by table."""
    read = []
    for base in _BASES:
        engine = open_engine(base.url())
        read.append(_read(engine, base))
        engine.dispose()
    if en_json:
        write_json(read)
        return
    table = Table("base", "révision", "état", "lignes")
    for one in read:
        rows = ", ".join(f"{name}\u00a0: {count}" for name, count in one["lignes"].items())
        table.add_row(one["base"], one["revision"] or "aucune", one["etat"], rows)
    console.print(table)


def _read(engine: Engine, base: _Base) -> dict[str, Any]:
    with engine.connect() as connection:
        there = sa.inspect(connection).get_table_names()
        tables = [t for t in _tables(base.history) if t.name in there]
        return {
            "base": base.history.name,
            "revision": base.history.current(connection),
            "etat": state(connection, base.history).value,
            "lignes": {
                t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar()
                for t in tables
            },
        }


def _tables(history: History) -> list[sa.Table]:
    history.declare()
    return list(history.metadata.sorted_tables)


def _say(read: dict[str, Any]) -> str:
    told = "" if read["etat"] == State.CURRENT.value else f" ({read['etat']})"
    return f"révision {read['revision']}{told}"


def _left() -> str:
    """The file that an older version kept by default, where it is still there.

    A folder that this account may not look into is another's (an installer's), and holds none of
    ours: `isfile` says no there, where Path.is_file raises.
    """
    file = str(Path(PROJECT.name) / former_journal.FILE)
    return f"sqlite:///{file}" if os.path.isfile(file) else ""  # noqa: PTH113


def _take_in(url: str) -> None:
    engine = open_engine(url_of(SUIVI.lire()))
    taken = former_journal.take_in(engine, url)
    engine.dispose()
    told = ", ".join(f"{name}\u00a0: {count}" for name, count in taken.items() if count)
    console.print(f"Ancien journal repris\u00a0: {told or 'rien de nouveau'}.")
