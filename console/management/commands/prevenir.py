"""`manage.py prevenir`: tells the team, and other tools, what waits; `--suivre` goes on.

Nothing is sent where the settings name nobody to tell.
"""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from sqlalchemy.exc import SQLAlchemyError

from console import alerts
from console.alerts import mail, webhook
from console.management.base import CommandeQuiSuit
from console.words import combien

REPOS = 60.0  # seconds between two looks
logger = logging.getLogger(__name__)


class Command(CommandeQuiSuit):
    help = "Prévient l'équipe (courriel) et d'autres outils (appels sortants) de ce qui attend."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--suivre", action="store_true", help="continuer, chaque minute")

    def handle(self, *args: Any, suivre: bool, **options: Any) -> None:
        if not (mail.ouvert() or webhook.ouvert()):
            self.stdout.write(
                "Personne à prévenir : voyez VTE_COURRIEL_SERVEUR et VTE_WEBHOOK_ADRESSE."
            )
        while suivre:
            self._sans_faute()
            time.sleep(REPOS)
        self._passer()

    def _passer(self) -> None:
        alerts.noter_ce_qui_est_du()
        bilan = alerts.envoyer()
        if bilan.envoyees or bilan.echouees:
            ratees = f", {combien(bilan.echouees, 'échouée')}" if bilan.echouees else ""
            self.stdout.write(f"{combien(bilan.envoyees, 'alerte envoyée')}{ratees}.")

    def _sans_faute(self) -> None:
        """A database that is away ends no one who follows: the next look may find it."""
        try:
            self._passer()
        except (DatabaseError, InterfaceError, SQLAlchemyError) as erreur:
            logger.warning("What waits could not be told (%s).", type(erreur).__name__)
            connection.close()
