"""`vte baremes` : vérifier les fichiers de barèmes et d'aides."""

from __future__ import annotations

from pathlib import Path

import typer

from vte.commandes.sortie import console
from vte.reglages import BASE_URL
from vte.regles import catalogue, verification
from vte.regles.catalogue_files import CatalogueFiles
from vte.territoires import etat

baremes = typer.Typer(help="Les barèmes et les aides.", no_args_is_help=True)


@baremes.callback()
def groupe() -> None:
    """Les barèmes et les aides."""


@baremes.command()
def verifier(
    dossier: Path = typer.Argument(
        catalogue.DOSSIER, help="contient baremes/, aides/, mots/ et sources.yaml"
    ),
) -> None:
    """Dit ce qui ne va pas dans les fichiers, avec le fichier et la ligne ; les listes sont celles de la base."""
    listes = {liste.id for liste in etat.lire(BASE_URL.lire()).listes}
    fichiers = CatalogueFiles(dossier)
    problemes = verification.problemes(fichiers, listes)
    for probleme in problemes:
        print(probleme)
    if problemes:
        raise typer.Exit(1)
    noms = ", ".join(
        f"{b.id} (du {b.du} au {b.au}, liste {b.liste})" for b in fichiers.baremes.values()
    )
    console.print(
        f"Tout va bien : {noms} ; {len(fichiers.aides)} aides cumulables, {len(fichiers.sources)} sources.",
        highlight=False,
    )
