"""What the console's own commands share."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 120.0  # seconds for which what is not there yet is waited for
REPOS = 2.0  # seconds between two looks


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


class CommandeQuiSuit(Commande):
    """One that goes on with `--suivre`: then it waits for the console, which makes the tables."""

    def exiger_les_tables(self, options: Mapping[str, Any]) -> None:
        """Error: CommandError, after PATIENCE seconds."""
        limite = time.monotonic() + PATIENCE
        while options.get("suivre") and not tables_a_jour() and time.monotonic() < limite:
            time.sleep(REPOS)
        super().exiger_les_tables(options)


def tables_a_jour() -> bool:
    """Whether the console's tables are those of this version."""
    executeur = MigrationExecutor(connection)
    return not executeur.migration_plan(executeur.loader.graph.leaf_nodes())
