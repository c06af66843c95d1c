"""`vte sauvegarder`, `vte restaurer`: every database in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vte.backup import restore, save
from vte.backup.archive import Counted
from vte.backup.bases import CONSOLE
from vte.commandes.output import console


def sauvegarder(
    fichier: Annotated[Path, typer.Argument(help="la sauvegarde à écrire")],
    chiffrer: Annotated[
        bool, typer.Option("--chiffrer", help="avec la clé VTE_CLE_SAUVEGARDES")
    ] = False,
    avec_cles: Annotated[
        bool,
        typer.Option(
            "--avec-cles", help="les clés gardées dans .vte aussi\u00a0; chiffrée seulement"
        ),
    ] = False,
) -> None:
    """Écrit une sauvegarde de toutes les bases, pendant que l'assistant sert."""
    _tell("Sauvegarde écrite", save.save(fichier, chiffrer, avec_cles))


def restaurer(
    fichier: Annotated[Path, typer.Argument(help="la sauvegarde à restaurer")],
    remplacer: Annotated[
        bool, typer.Option("--remplacer", help="efface pour de bon ce que les bases contiennent")
    ] = False,
    sans_console: Annotated[
        bool, typer.Option("--sans-console", help="laisse la base de la console comme elle est")
    ] = False,
    verifier: Annotated[
        bool, typer.Option("--verifier", help="lit toute la sauvegarde, sans rien restaurer")
    ] = False,
) -> None:
    """Restaure une sauvegarde, services arrêtés\u00a0; ce qui fut effacé depuis le reste."""
    if verifier:
        _tell("Sauvegarde intacte", restore.verify(fichier)[1])
        return
    counted, erased = restore.restore(fichier, remplacer, (CONSOLE,) if sans_console else ())
    _tell("Sauvegarde restaurée", counted)
    if erased:
        people = "personne effacée" if erased == 1 else "personnes effacées"
        console.print(f"{erased}\u00a0{people} depuis\u00a0: effacées de nouveau.")
    console.print(
        "Avant d'ouvrir la console, lancez «\u00a0.venv/bin/python console/manage.py"
        " projeter\u00a0».",
        soft_wrap=True,
    )


def _tell(what: str, counted: list[Counted]) -> None:
    rows = ", ".join(f"{one.name}\u00a0: {one.rows}" for one in counted if one.rows)
    console.print(f"{what}\u00a0: {rows or 'aucune donnée'}.", soft_wrap=True)
