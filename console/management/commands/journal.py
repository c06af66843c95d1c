"""`manage.py journal verifier`: walks the audit log, line after line.

Says the first that was changed, exit code 1. `--contient`: a digest that a walk said before.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from console import journal
from console.management.base import Commande
from console.words import combien


class Command(Commande):
    help = "Vérifie que nulle ligne du journal des accès n'a été changée, ôtée ou ajoutée."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("geste", choices=["verifier"])
        parser.add_argument(
            "--contient",
            default="",
            metavar="EMPREINTE",
            help="une empreinte dite par une vérification d'avant, qui doit encore y être",
        )

    def handle(self, *args: Any, contient: str, **options: Any) -> None:
        constat = journal.verifier(contient)
        if constat.faute:
            raise CommandError(f"Le journal des accès n'est pas entier : {constat.faute}.")
        self.stdout.write(f"Le journal des accès est entier : {combien(constat.lignes, 'ligne')}.")
        if constat.effaces:
            self.stdout.write(f"Motifs effacés avec le temps : {constat.effaces}.")
        if constat.sans_empreinte:
            self.stdout.write(
                f"Écrites par la version d'avant pendant son remplacement : "
                f"{constat.sans_empreinte}."
            )
        self.stdout.write(f"Dernière empreinte : {constat.derniere or 'aucune'}")
