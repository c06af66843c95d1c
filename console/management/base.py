"""What the console's own commands share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Commande(BaseCommand):
    """Says what to do when the tables are not those of this version."""

    def execute(self, *args: Any, **options: Any) -> Any:
        self.exiger_les_tables(options)
        return super().execute(*args, **options)

    def exiger_les_tables(self, options: Mapping[str, Any]) -> None:
        """Error: CommandError."""
        if not tables_a_jour():
            raise CommandError(
                "Les tables de la console ne sont pas à jour : lancez d'abord"
                " « .venv/bin/python console/manage.py migrate »."
            )


def tables_a_jour() -> bool:
    """Whether the console's tables are those of this version."""
    executeur = MigrationExecutor(connection)
    return not executeur.migration_plan(executeur.loader.graph.leaf_nodes())
