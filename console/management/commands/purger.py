"""`manage.py purger`: erases what is older than VTE_CONSERVATION days, everywhere.

`projeter --suivre` does it each hour.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from console.access import noter
from console.effacement import purger
from console.management.base import Commande
from console.models.acces import Geste
from console.words import combien


class Command(Commande):
    help = "Efface partout ce qui dépasse la durée de conservation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jours", type=int, help="au lieu de VTE_CONSERVATION")

    def handle(self, *args: Any, jours: int | None, **options: Any) -> None:
        dit = combien(purger(jours), "conversation")
        noter(None, Geste.EFFACEMENT, f"{dit} : ce qui est trop ancien, par la commande")
        self.stdout.write(f"Effacé : {dit}.")
