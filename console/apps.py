"""The console as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConsoleConfig(AppConfig):
    name = "console"
    verbose_name = "Console"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from console import access, effacement, waiting_sources
        from console.rights import creer_les_groupes

        post_migrate.connect(creer_les_groupes, sender=self)
        access.ecouter()
        effacement.declarer()
        waiting_sources.declarer()
