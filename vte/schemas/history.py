"""One history of migrations: its tables, its revisions, and how Alembic runs them.

A revision is one file `NNNN_what.py` whose number is its name, after that of before; it says from
which revision on code may serve once it is applied (`oldest_served`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

HERE = Path(__file__).parent / "migrations"
HEAD = "head"
_NOT_OURS = ("schemas", "sqlite_sequence")  # upgrade.py's, which all histories share; SQLite's
Applied = Callable[[Connection, str, str], None]


@dataclass(frozen=True)
class History:
    """`name`: as people name the database; `folder`: of the revisions, oldest number first.

    `modules`: where the tables of `metadata` are declared; `version_table`: where Alembic notes
    the revision of a database: one a history, since two may share a database.
    """

    name: str
    metadata: sa.MetaData
    folder: Path
    version_table: str
    modules: tuple[str, ...] = ()

    def revisions(self) -> tuple[str, ...]:
        """Every revision that this code knows, oldest first; Alembic is not needed to know."""
        return _revisions(self.folder)

    @property
    def head(self) -> str:
        """The revision that this code writes and reads."""
        return self.revisions()[-1]

    def current(self, connection: Connection) -> str | None:
        """The revision of this database, of this code or of a newer one; None before the first."""
        if not sa.inspect(connection).has_table(self.version_table):
            return None
        version = sa.table(self.version_table, sa.column("version_num"))
        revision: str | None = connection.execute(sa.select(version.c.version_num)).scalar()
        return revision

    def upgrade(
        self,
        connection: Connection,
        revision: str = HEAD,
        applied: Applied = lambda connection, revision, oldest: None,
    ) -> None:
        """Applies the migrations up to `revision`; `applied(connection, revision, oldest_served)`
        is called after each, in its transaction.

        Where `connection` has a transaction, all is in it; elsewhere each migration has its own.
        """
        from alembic import command  # slow to import, and seldom needed

        command.upgrade(self._configuration(connection, applied), revision)

    def differences(self, connection: Connection) -> list[Any]:
        """What separates this schema from the tables declared; empty when migrations say it all."""
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        self.declare()
        options = {
            "compare_type": True,
            "version_table": self.version_table,
            "include_name": lambda name, kind, _: kind != "table" or name not in _NOT_OURS,
        }
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, self.metadata))

    def declare(self) -> None:
        """Loads the modules that declare the tables of `metadata`."""
        for module in self.modules:
            import_module(module)

    def _configuration(self, connection: Connection, applied: Applied) -> Any:
        """Alembic's configuration, without an .ini file: the connection is ours."""
        from alembic.config import Config

        def on_version_apply(ctx: Any, step: Any, **_: object) -> None:
            oldest = getattr(step.up_revision.module, "oldest_served", step.up_revision_id)
            applied(ctx.connection, step.up_revision_id, oldest)

        config = Config()
        config.set_main_option("script_location", _escaped(HERE))
        config.set_main_option("version_locations", _escaped(self.folder))
        config.set_main_option("path_separator", "newline")
        config.attributes.update(
            connection=connection,
            metadata=self.metadata,
            version_table=self.version_table,
            on_version_apply=on_version_apply,
        )
        return config


@lru_cache
def _revisions(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(file.name.partition("_")[0] for file in folder.glob("[0-9]*_*.py")))


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
