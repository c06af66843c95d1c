"""Writes a backup: each database as it is at one moment, one after the other in one archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte.backup import bases
from vte.backup.archive import Columns, Counted, Header, writing
from vte.backup.bases import BASES, Base
from vte.databases import open_engine
from vte.erreurs import BaseTropRecente, ReglageInvalide
from vte.reglages import CLE_SAUVEGARDES
from vte.schemas.upgrade import State, state
from vte.secret import MODELS_FILE, SECRET_FILE

BATCH = 500  # rows
KEYS = {"secret": SECRET_FILE, "cle-modeles": MODELS_FILE}


def save(file: Path, encrypted: bool = False, with_keys: bool = False) -> list[Counted]:
    """Backs up every database into `file`; says what was kept, by table.

    `with_keys`: the key files too, in an encrypted archive only. Errors: ReglageInvalide,
    BaseTropRecente.
    """
    _check(encrypted, with_keys)
    at = datetime.now(UTC).isoformat()
    with ExitStack() as stack:
        links = {base.name: _snapshot(stack, base) for base in BASES}
        kinds = {
            name: {
                "kind": link.dialect.name,
                "revision": bases.revision(link, bases.named(name)),
            }
            for name, link in links.items()
        }
        header = Header(at, kinds, _keys() if with_keys else {})
        writer = stack.enter_context(writing(file, header, encrypted))
        return [
            writer.table(
                Columns(name, table.name, [c.name for c in table.columns]),
                _rows(link, table),
                bases.last_given(link, table),
            )
            for name, link in links.items()
            for table in bases.tables(link, bases.named(name))
        ]


def _check(encrypted: bool, with_keys: bool) -> None:
    if encrypted and not CLE_SAUVEGARDES.lire():
        raise ReglageInvalide(
            f"Pour chiffrer une sauvegarde, donnez {CLE_SAUVEGARDES.nom} (32\u00a0octets au moins)."
        )
    if with_keys and not encrypted:
        raise ReglageInvalide(
            "Les clés ne se mettent que dans une sauvegarde chiffrée\u00a0: ajoutez --chiffrer."
        )


def _snapshot(stack: ExitStack, base: Base) -> Connection:
    engine = open_engine(base.url())
    stack.callback(engine.dispose)
    link = stack.enter_context(bases.snapshot(engine))
    known = base.history is None or state(link, base.history) not in (State.AHEAD, State.TOO_NEW)
    if not known:
        raise BaseTropRecente(
            f"La base «\u00a0{base.name}\u00a0» est d'une version plus récente, qui y garde"
            " peut-être ce que celle-ci ne connaît pas\u00a0: sauvegardez avec la version récente."
        )
    return link


def _rows(link: Connection, table: sa.Table) -> Iterator[Any]:
    """Every row, in the order of its key. JSON is taken as it is written."""
    columns = (sa.cast(c, sa.Text) if isinstance(c.type, sa.JSON) else c for c in table.columns)
    query = sa.select(*columns).order_by(*table.primary_key.columns)
    for batch in link.execute(query.execution_options(stream_results=True)).partitions(BATCH):
        yield from batch


def _keys() -> dict[str, str]:
    return {name: file.read_text("utf-8") for name, file in KEYS.items() if file.is_file()}
