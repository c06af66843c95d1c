"""`vte base` : construire la base des territoires, y importer une liste, dire ce qu'elle contient."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from vte.commandes.sortie import console, ecrire
from vte.reglages import BASE_URL
from vte.territoires import construction, etat, importation

base = typer.Typer(help="La base des territoires.", no_args_is_help=True)


@base.command()
def construire() -> None:
    """Construit la base depuis data/territoires ; l'ancienne sert jusqu'à ce que la nouvelle soit entière."""
    colonnes = (
        TextColumn("Base des territoires"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[table]}"),
        TimeElapsedColumn(),
    )
    with Progress(*colonnes) as progression:
        tache = progression.add_task("", total=construction.ETAPES, table="")
        construction.construire(
            BASE_URL.lire(),
            avance=lambda table, lignes: progression.update(
                tache, advance=1, table=f"{table} ({lignes})"
            ),
        )


@base.command("importer-liste")
def importer_liste(fichier: Path) -> None:
    """Importe une nouvelle liste officielle (CSV, docs/listes.md) ; au moindre défaut, rien ne change."""
    i = importation.importer(BASE_URL.lire(), fichier)
    console.print(
        f"Liste {i.liste} importée : {i.territoires} territoires, {i.communes} communes ({i.appartenances} du COG actuel)."
    )


@base.command("etat")
def etat_de_la_base(en_json: bool = typer.Option(False, "--json")) -> None:
    """Dit ce que contient la base : listes, comptes, années, sources."""
    lu = etat.lire(BASE_URL.lire())
    if en_json:
        ecrire(lu.en_json())
        return
    tableau = Table(
        title=f"Base construite le {lu.construite_le} : {lu.communes} communes sous {lu.noms} noms"
    )
    for colonne in (
        "liste",
        "en vigueur",
        "COG",
        "territoires",
        "communes",
        "aujourd'hui",
        "à confirmer",
    ):
        tableau.add_column(colonne)
    for x in lu.listes:
        importee = " (importée)" if x.importee else ""
        comptes = (x.millesime_cog, x.territoires, x.communes, x.actuelles, x.a_confirmer)
        tableau.add_row(f"{x.id}{importee}", f"{x.du} → {x.au}", *map(str, comptes))
    console.print(tableau)
    for x in lu.listes:
        partiels = (
            f" Intercommunalités qui n'y sont qu'en partie : {' ; '.join(x.epci_partiels)}."
            if x.epci_partiels
            else ""
        )
        console.print(f"{x.id} : {x.libelle}. Source : {x.source}.{partiels}", highlight=False)
