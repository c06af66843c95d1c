"""`manage.py servir`: brings the console's tables up to date, then serves it.

One process that prepares itself: whoever keeps it alive has nothing else to run before.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from vte.reglages import CONSOLE_ADRESSE, PORT_CONSOLE


class Command(BaseCommand):
    help = (
        "Met à jour les tables de la console, puis la sert (VTE_CONSOLE_ADRESSE, VTE_PORT_CONSOLE)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        self.stdout.flush()
        serveur = str(Path(sys.executable).with_name("gunicorn"))
        os.execv(serveur, [serveur, *_options()])


def _options() -> list[str]:
    return [
        "console.wsgi:application",
        *("--bind", f"{CONSOLE_ADRESSE.lire()}:{PORT_CONSOLE.lire()}"),
        *("--worker-class", "gthread", "--threads", "4"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
