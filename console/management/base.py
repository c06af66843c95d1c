"""What the console's own commands share."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Commande(BaseCommand):
    """Says what to do when the tables are not those of this version."""

    def execute(self, *args: Any, **options: Any) -> Any:
        executeur = MigrationExecutor(connection)
        if executeur.migration_plan(executeur.loader.graph.leaf_nodes()):
            raise CommandError(
                "Les tables de la console ne sont pas à jour : lancez d'abord"
                " « .venv/bin/python console/manage.py migrate »."
            )
        return super().execute(*args, **options)
