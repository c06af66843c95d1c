"""`vte baremes`: check the files of the barèmes and of the aids."""

from __future__ import annotations

from pathlib import Path

import typer

from vte.commandes.output import console
from vte.reglages import BASE_URL
from vte.regles import catalogue, verification
from vte.regles.catalogue_files import CatalogueFiles
from vte.territoires import contents

baremes = typer.Typer(help="Les barèmes et les aides.", no_args_is_help=True)


@baremes.callback()
def groupe() -> None:
    """Les barèmes et les aides."""


@baremes.command(
    help="Dit ce qui ne va pas dans les fichiers, avec le fichier et la ligne\u00a0;"
    " les listes sont celles de la base."
)
def verifier(
    dossier: Path = typer.Argument(
        catalogue.DOSSIER,
        help="contient un dossier par dispositif, mots/, sources.yaml et voisines.yaml",
    ),
) -> None:
    """Prints what is wrong in `dossier`, and exits with 1; or says that all is well."""
    listes = {liste.id for liste in contents.read(BASE_URL.lire()).listes}
    fichiers = CatalogueFiles(dossier)
    problemes = verification.problemes(fichiers, listes)
    for probleme in problemes:
        print(probleme)
    if problemes:
        raise typer.Exit(1)
    vte = fichiers.dispositifs[catalogue.PRINCIPAL]
    noms = ", ".join(f"{b.id} (du {b.du} au {b.au}, liste {b.liste})" for b in vte.baremes)
    baremes = sum(len(x.baremes) for x in fichiers.dispositifs.values())
    console.print(
        f"Tout va bien\u00a0: {noms}\u00a0; {len(fichiers.dispositifs)} dispositifs,"
        f" {baremes} barèmes, {len(fichiers.sources)} sources.",
        highlight=False,
    )
