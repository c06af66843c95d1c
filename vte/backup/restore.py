"""Brings a backup back: all of it is verified first, and what was erased since stays erased.

Each database is made anew in the shape that it had, filled, and brought up to date. The services
are stopped meanwhile. A restore that is interrupted is begun again, over what it left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import effacement, journal, ouvriers, registre, suivi
from vte.backup import archive, bases
from vte.backup.archive import Columns, Counted, Header
from vte.backup.bases import Base
from vte.backup.save import BATCH, KEYS
from vte.backup.targets import AUDIT, check_console, is_empty, make_anew
from vte.databases import insert_new, open_engine, own, write_anew
from vte.erreurs import SauvegardeInvalide
from vte.reglages import CONSERVATION
from vte.relais.relais import rien_d_ancien
from vte.schemas import upgrade
from vte.schemas.tracker import TRACKER


def verify(file: Path) -> tuple[Header, list[Counted]]:
    """Reads all of it, and changes nothing. Error: SauvegardeInvalide."""
    header, *items = (x for x in archive.read(file) if isinstance(x, Header | Counted))
    assert isinstance(header, Header)
    return header, [x for x in items if isinstance(x, Counted)]


def restore(
    file: Path, replace: bool = False, without: Collection[str] = ()
) -> tuple[list[Counted], int]:
    """Restores every database; says what was brought back, and of how many people it was erased
    again since. `replace`: over what is there; `without`: names of bases to leave as they are.
    Error: SauvegardeInvalide.
    """
    header, counted = verify(file)
    kept = {name: kind for name, kind in header.bases.items() if name not in without}
    targets = [bases.named(name) for name, kind in kept.items() if kind["revision"]]
    for base in targets:
        _check(base, header, replace)
        _check_nobody_serves(base)
    _put_keys(header, replace)
    for base in targets:
        make_anew(base, header.bases[base.name]["revision"])
    _fill(file, {base.name for base in targets})
    upgrade.forget()
    _bring_up_to_date(targets)
    return [one for one in counted if one.base in kept], _erase_again(header)


def _check(base: Base, header: Header, replace: bool) -> None:
    """That it can be restored here. Error: SauvegardeInvalide."""
    kind = header.bases[base.name]
    with _opened(base) as engine, engine.connect() as connection:
        if base.history is None:
            check_console(connection, kind)
        elif kind["revision"] not in base.history.revisions():
            raise SauvegardeInvalide(
                f"La base «\u00a0{base.name}\u00a0» de cette sauvegarde vient d'une version plus"
                " récente de l'assistant\u00a0: restaurez avec elle."
            )
        if not replace and not is_empty(connection, base):
            raise SauvegardeInvalide(
                f"La base «\u00a0{base.name}\u00a0» contient déjà des données\u00a0: rien n'a été"
                " changé. «\u00a0--remplacer\u00a0» les efface pour de bon et met la sauvegarde à"
                " leur place."
            )


def _check_nobody_serves(base: Base) -> None:
    """No worker says that it lives there. Error: SauvegardeInvalide."""
    with _opened(base) as engine, engine.connect() as connection:
        if not sa.inspect(connection).has_table(ouvriers.OUVRIERS.name):
            return
        alive = [worker.id for worker in ouvriers.tous(connection) if worker.vivant]
    if alive:
        raise SauvegardeInvalide(
            f"Des ouvriers servent encore ({', '.join(alive)})\u00a0: rien n'a été changé."
            " Arrêtez-les (un ouvrier tué compte encore quinze secondes), puis recommencez."
        )


def _put_keys(header: Header, replace: bool) -> None:
    """The key files of the archive, where there are none. Error: SauvegardeInvalide."""
    for name, key in header.keys.items():
        file = KEYS[name]
        if file.is_file() and file.read_text("utf-8") != key and not replace:
            raise SauvegardeInvalide(
                f"{file} est une autre clé que celle de la sauvegarde\u00a0: déplacez-la, ou"
                " ajoutez «\u00a0--remplacer\u00a0»."
            )
        own(file)
        file.write_text(key, encoding="utf-8")


def _fill(file: Path, names: Collection[str]) -> None:
    """The rows of every table, a transaction each. Error: SauvegardeInvalide."""
    items = archive.read(file)
    next(items)
    for item in items:
        if isinstance(item, Columns) and item.base in names:
            with _opened(bases.named(item.base)) as engine, engine.begin() as connection:
                _load(connection, item, items)


def _load(connection: Connection, of: Columns, items: Iterator[Any]) -> None:
    table = next(t for t in bases.tables(connection, bases.named(of.base)) if t.name == of.name)
    before, waiting = _count(connection, table), list[dict[str, Any]]()
    for item in items:
        if isinstance(item, Counted):
            _insert(connection, table, waiting)
            bases.go_on_after(connection, table, item.sequence)
            if table.name != AUDIT or not before:
                _compare(_count(connection, table), item)
            return
        waiting.append(dict(zip(of.columns, item, strict=True)))
        if len(waiting) == BATCH:
            _insert(connection, table, waiting)
            waiting = []


def _insert(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """JSON is text in the archive: the database reads it."""
    if not rows:
        return
    for column in table.columns:
        if isinstance(column.type, sa.JSON):
            column.type = sa.types.NullType()
    # What the audit log has stays: it is only added to.
    add = insert_new if table.name == AUDIT else lambda _, table: sa.insert(table)
    connection.execute(add(connection, table), rows)


def _count(connection: Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0)


def _compare(rows: int, counted: Counted) -> None:
    """Error: SauvegardeInvalide."""
    if rows != counted.rows:
        raise SauvegardeInvalide(
            f"{counted.name}\u00a0: {rows} lignes restaurées sur {counted.rows}."
        )


def _bring_up_to_date(targets: list[Base]) -> None:
    for base in targets:
        with _opened(base) as engine:
            if base.history is None:
                # What was replaced is out of the file; the purge does the others.
                write_anew(engine)
            else:
                upgrade.bring_up_to_date(engine, base.history)
            if base.name == TRACKER.name:
                with engine.begin() as connection:
                    suivi.changer_d_identite(connection)
                    journal.answer_nothing_old(connection)
                    rien_d_ancien(connection)


def _erase_again(header: Header) -> int:
    """What was erased since the snapshots, and what has since become too old."""
    people = registre.since(datetime.fromisoformat(header.at))
    if people:
        effacement.appliquer(people)
    effacement.purger(datetime.now(UTC) - CONSERVATION.lire())
    return len(people)


@contextmanager
def _opened(base: Base) -> Iterator[Engine]:
    engine = open_engine(base.url())
    try:
        yield engine
    finally:
        engine.dispose()
