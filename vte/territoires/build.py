"""Builds the base from the reference tables. All or nothing: the old base serves to the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from vte.territoires import models, schema, tables
from vte.territoires.appartenances import passages
from vte.territoires.connection import engine_of, sqlite_file
from vte.territoires.tables import Table

STEPS = 12  # tables that `announce` hears of
Announce = Callable[[str, int], None]


def build(
    url: str, folder: Path = tables.DOSSIER, announce: Announce = lambda name, rows: None
) -> None:
    """Fills the base at `url` (SQLAlchemy); `announce(table, rows)` after each table.

    Lists imported by `vte base importer-liste` are kept. A SQLite base is written beside the old
    one and then renamed; elsewhere, one transaction. Error: TableInvalide, which says what is
    wrong.
    """
    target = sqlite_file(url)
    if target is None:
        _fill(url, folder, announce)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(target.name + ".partielle")
    draft.unlink(missing_ok=True)
    if target.is_file() and _is_ours(url):
        shutil.copyfile(target, draft)
    _fill(make_url(url).set(database=str(draft)).render_as_string(False), folder, announce)
    draft.replace(target)


def _is_ours(url: str) -> bool:
    """Whether migrations can bring it up to date; a damaged file, or none of ours, is made anew."""
    engine = engine_of(url)
    try:
        return bool(inspect(engine).has_table("alembic_version"))
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def _fill(url: str, folder: Path, announce: Announce) -> None:
    engine = engine_of(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
        imported = _imported_lists(connection)
        for table in reversed(models.Modele.metadata.sorted_tables):
            connection.execute(delete(table))
        for model, rows in (*tables.cog(folder), *_together([*tables.listes(folder)], imported)):
            insert_rows(connection, model, rows)
            announce(model.__tablename__, len(rows))
        announce(models.Appartenance.__tablename__, _attach_all(connection))
        insert_rows(connection, models.Empreinte, [_fingerprint()])
        announce(models.Empreinte.__tablename__, 1)
    engine.dispose()


def _fingerprint() -> dict[str, str]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"cles": tables.empreinte_des_cles(), "construite_le": now}


def _imported_lists(connection: Connection) -> list[Table]:
    """What the base keeps from one build to the next."""
    ids = select(models.Liste.id).where(models.Liste.importee)
    kinds = (
        (models.Liste, models.Liste.id),
        (models.Territoire, models.Territoire.liste),
        (models.Publication, models.Publication.liste),
    )
    return [(model, _rows(connection, model, key.in_(ids))) for model, key in kinds]


def _rows(connection: Connection, model: Any, where: Any) -> list[dict[str, Any]]:
    return [dict(x) for x in connection.execute(select(model.__table__).where(where)).mappings()]


def _together(official: list[Table], imported: list[Table]) -> list[Table]:
    """Both; a list of the reference tables replaces the imported one of the same name."""
    known = {row["id"] for row in official[0][1]}
    return [
        (model, rows + [x for x in others if x.get("liste", x.get("id")) not in known])
        for (model, rows), (_, others) in zip(official, imported, strict=True)
    ]


def _attach_all(connection: Connection) -> int:
    """Writes the memberships of every list; returns how many."""
    listes = connection.execute(select(models.Liste.id, models.Liste.millesime_cog)).all()
    return sum(attach(connection, liste.id, liste.millesime_cog) for liste in listes)


def attach(connection: Connection, liste: str, millesime: int) -> int:
    """Writes the memberships of a published list; returns how many."""
    published = connection.execute(
        select(models.Publication.commune, models.Publication.territoire).where(
            models.Publication.liste == liste
        )
    )
    territoires = {p.commune: p.territoire for p in published}
    rows = list(passages(connection, millesime).appartenances(liste, territoires))
    insert_rows(connection, models.Appartenance, rows)
    return len(rows)


def insert_rows(connection: Connection, model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(model), rows)
