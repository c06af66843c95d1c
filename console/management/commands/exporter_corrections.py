"""`manage.py exporter_corrections`: adds the accepted sentences to data/nlu/corrections.yml."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from console import training
from console.access import noter
from console.management.base import Commande
from console.models import Correction
from console.models.acces import Geste
from console.words import combien


class Command(Commande):
    help = (
        "Ajoute aux données d'entraînement les phrases acceptées qui n'y sont pas ;"
        " il reste à entraîner et à tester (make test)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vers", type=Path, default=training.FICHIER)

    def handle(self, *args: Any, vers: Path, **options: Any) -> None:
        ajoutees = training.fusionner(
            vers, [(c.texte, c.intention) for c in Correction.objects.acceptees()]
        )
        noter(None, Geste.EXPORT, f"{combien(ajoutees, 'correction')}, par la commande")
        self.stdout.write(f"{combien(ajoutees, 'phrase ajoutée')} à {vers}.")
