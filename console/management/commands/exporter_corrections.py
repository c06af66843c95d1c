"""`manage.py exporter_corrections`: adds the accepted sentences to data/nlu/corrections.yml."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from console import entrainement
from console.acces import noter
from console.dire import combien
from console.management.base import Commande
from console.models import Correction
from console.models.acces import Geste


class Command(Commande):
    help = "Ajoute aux données d'entraînement les phrases acceptées qui n'y sont pas ; il reste à entraîner et à tester (make test)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vers", type=Path, default=entrainement.FICHIER)

    def handle(self, *args: Any, vers: Path, **options: Any) -> None:
        ajoutees = entrainement.fusionner(
            vers, [(c.texte, c.intention) for c in Correction.objects.acceptees()]
        )
        noter(None, Geste.EXPORT, f"{combien(ajoutees, 'correction')}, par la commande")
        self.stdout.write(f"{combien(ajoutees, 'phrase ajoutée')} à {vers}.")
