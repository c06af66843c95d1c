"""`manage.py projeter`: reads what is new in the tracker.

`--suivre` goes on, and erases what is too old.
"""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from django.db import DatabaseError, InterfaceError, connection
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.engine import Engine

from console import measures
from console.access import noter
from console.effacement import purger
from console.management.base import PATIENCE, CommandeQuiSuit
from console.models.acces import Geste
from console.projection import passes
from console.projection.source import Source
from console.words import combien
from vte import suivi
from vte.backoff import Backoff

T = TypeVar("T")
REPOS = 2.0  # seconds between two looks at the tracker
PURGE = 3600.0  # seconds between two purges
LENT = 30.0  # seconds: the longest wait between two tries
_DE_LA_BASE = (DatabaseError, InterfaceError, sa.exc.DBAPIError)
logger = logging.getLogger(__name__)


class Command(CommandeQuiSuit):
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
        moteur = patiemment(suivi.ouvrir)
        if tout:
            patiemment(passes.tout_reprendre)
        projetes = self._rattraper(moteur, lot)
        if suivre:
            measures.serve()
            suivre_sans_fin(moteur, lot)
        self.stdout.write(f"{combien(projetes, 'événement projeté')}.")

    def _rattraper(self, moteur: Engine, lot: int) -> int:
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
            while projetes := patiemment(lambda: passes.passe(moteur, lot)):
                faits += projetes
                barre.update(tache, completed=faits)
        return faits


def patiemment(faire: Callable[[], T]) -> T:
    """What it gives, tried again for PATIENCE seconds while a database is locked or away.

    Error: that of the database, afterwards.
    """
    limite, delais = time.monotonic() + PATIENCE, Backoff(longest=LENT)
    while True:
        try:
            return faire()
        except _DE_LA_BASE as erreur:
            if time.monotonic() > limite:
                raise
            _attendre(erreur, delais)


def suivre_sans_fin(moteur: Engine, lot: int) -> None:
    """Projects and purges until the process is ended; what fails is said, and tried again."""
    prochaine, delais = time.monotonic(), Backoff(longest=LENT)
    while True:
        try:
            if time.monotonic() >= prochaine:
                prochaine = time.monotonic() + PURGE
                _purger()
            projetes = passes.passe(moteur, lot)
            measures.note_pass(moteur)
            if not projetes:
                time.sleep(REPOS)
            delais.reset()
        except Exception as erreur:  # an hour's purge or a pass: neither may end the other
            _attendre(erreur, delais)


def _purger() -> None:
    """What went is in the audit log."""
    if effacees := purger():
        noter(None, Geste.EFFACEMENT, f"{combien(effacees, 'conversation')} : trop ancien")


def _attendre(erreur: Exception, delais: Backoff) -> None:
    delai = delais.next()
    de_la_base = isinstance(erreur, _DE_LA_BASE)
    logger.warning(
        "The projection could not go on (%s): it tries again in %g s.",
        str(erreur).partition("\n")[0] if de_la_base else type(erreur).__name__,
        delai,
        exc_info=None if de_la_base else erreur,
    )
    connection.close()  # a connection that broke would fail for ever
    time.sleep(delai)
