"""`manage.py projeter`: reads what is new in the tracker.

`--suivre` goes on, and erases what is too old.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from console.effacement import purger
from console.management.base import Commande
from console.projection import passes
from console.projection.source import Source
from console.words import combien
from vte import suivi

REPOS = 2.0  # seconds between two looks at the tracker
PURGE = 3600.0  # seconds between two purges


class Command(Commande):
    help = (
        "Projette les événements du suivi en conversations, tours et verdicts."
        " Sans danger à relancer ou à interrompre."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--suivre",
            action="store_true",
            help="continuer, et effacer chaque heure ce qui dépasse la durée de conservation",
        )
        parser.add_argument(
            "--tout",
            action="store_true",
            help="tout relire depuis le début (les relectures restent)",
        )
        parser.add_argument("--lot", type=int, default=passes.LOT, help="événements par passe")

    def handle(self, *args: Any, suivre: bool, tout: bool, lot: int, **options: Any) -> None:
        moteur = suivi.ouvrir()
        if tout:
            passes.tout_reprendre()
        projetes = self._rattraper(moteur, lot)
        if suivre:
            self._suivre(moteur, lot)
        self.stdout.write(f"{combien(projetes, 'événement projeté')}.")

    def _rattraper(self, moteur: Any, lot: int) -> int:
        """Until nothing is new, with a bar on a terminal."""
        colonnes = (
            TextColumn("Projection"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        faits = 0
        with Progress(*colonnes, disable=not self.stdout.isatty()) as barre:
            tache = barre.add_task("", total=Source(moteur).restants(passes.dernier_lu()))
            while projetes := passes.passe(moteur, lot):
                faits += projetes
                barre.update(tache, completed=faits)
        return faits

    def _suivre(self, moteur: Any, lot: int) -> None:
        prochaine = time.monotonic()
        while True:
            if time.monotonic() >= prochaine:
                purger()
                prochaine = time.monotonic() + PURGE
            if not passes.passe(moteur, lot):
                time.sleep(REPOS)
