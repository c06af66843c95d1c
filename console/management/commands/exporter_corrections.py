"""`manage.py exporter_corrections`: adds what was accepted to the training data.

Sentences to data/nlu/corrections.yml, messages with their facts to data/lecture/corrections.jsonl.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from console import examples, training
from console.access import noter
from console.management.base import Commande
from console.models import Correction
from console.models.acces import Geste
from console.words import combien

_ESSAI = "pour un essai d'entraînement à part (make entrainer)"


class Command(Commande):
    help = (
        "Ajoute aux données d'entraînement les phrases et les exemples annotés qui ont été acceptés"
        " et n'y sont pas ; il reste à entraîner et à tester (make test)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vers", type=Path, default=training.FICHIER)
        parser.add_argument("--exemples-vers", type=Path, default=examples.FICHIER)

        parser.add_argument(
            "--essai",
            action="store_true",
            help="le journal des accès dit que c'est pour un essai (make entrainer), non un export",
        )

    def handle(
        self, *args: Any, vers: Path, exemples_vers: Path, essai: bool, **options: Any
    ) -> None:
        ajoutees = training.fusionner(
            vers, [(c.texte, c.intention) for c in Correction.objects.acceptees()]
        )
        annotes = examples.fusionner(
            exemples_vers, map(examples.exemple, Correction.objects.annotees())
        )
        noter(
            None,
            Geste.EXPORT,
            f"{combien(ajoutees, 'correction')} et {combien(annotes, 'exemple annoté')},"
            f" {_ESSAI if essai else 'par la commande'}",
        )
        self.stdout.write(f"{combien(ajoutees, 'phrase ajoutée')} à {vers}.")
        self.stdout.write(f"{combien(annotes, 'exemple ajouté')} à {exemples_vers}.")
