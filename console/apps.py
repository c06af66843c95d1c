"""The console as Django knows it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ConsoleConfig(AppConfig):
    name = "console"
    verbose_name = "Console"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from console import access, effacement, sessions, waiting_sources
        from console.rights import creer_les_groupes

        post_migrate.connect(creer_les_groupes, sender=self)
        post_migrate.connect(_garder_le_journal, sender=self)
        access.ecouter()
        sessions.ecouter()
        effacement.declarer()
        waiting_sources.declarer()


def _garder_le_journal(using: str, plan: Any = (), **_: Any) -> None:
    """Whatever a migration made of the tables, their guard is there after it."""
    from console import guard

    if "console_motif" in connections[using].introspection.table_names():
        guard.poser(connections[using])
