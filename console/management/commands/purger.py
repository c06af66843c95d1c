"""`manage.py purger`: erases what is older than VTE_CONSERVATION days, everywhere.

`projeter --suivre` does it each hour.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from console.effacement import purger
from console.management.base import Commande
from console.words import combien


class Command(Commande):
    help = "Efface partout ce qui dépasse la durée de conservation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jours", type=int, help="au lieu de VTE_CONSERVATION")

    def handle(self, *args: Any, jours: int | None, **options: Any) -> None:
        self.stdout.write(f"Effacé : {combien(purger(jours), 'conversation')}.")
