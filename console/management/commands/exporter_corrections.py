"""`manage.py exporter_corrections`: adds the accepted sentences to data/nlu/corrections.yml."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from console import entrainement
from console.acces import noter
from console.models.acces import Geste
from console.vues.corrections import acceptees


class Command(BaseCommand):
    help = "Ajoute aux données d'entraînement les phrases acceptées qui n'y sont pas ; il reste à entraîner et à tester (make test)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vers", type=Path, default=entrainement.FICHIER)

    def handle(self, *args: Any, vers: Path, **options: Any) -> None:
        combien = entrainement.fusionner(vers, [(c.texte, c.intention) for c in acceptees()])
        noter(None, Geste.EXPORT, f"{combien} corrections, par la commande")
        self.stdout.write(f"{combien} phrases ajoutées à {vers}.")
