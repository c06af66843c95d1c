"""`manage.py effacer PERSONNE --motif …`: everything that this person said and left, everywhere."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from console.access import noter
from console.effacement import effacer_personne
from console.management.base import Commande
from console.models.acces import Geste
from console.words import combien


class Command(Commande):
    help = (
        "Efface toutes les données d'une personne : suivi, journal, demandes, console et recherche."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "personne",
            help="son identifiant dans le suivi (celui que la console donne dans l'adresse"
            " « autres conversations »)",
        )
        parser.add_argument("--motif", required=True)

    def handle(self, *args: Any, personne: str, motif: str, **options: Any) -> None:
        noter(None, Geste.EFFACEMENT, "une personne, par la commande", motif)
        self.stdout.write(f"Effacé : {combien(effacer_personne(personne), 'conversation')}.")
