"""`vte base`: build the base of the territories, import a list, say what is in it."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from vte.commandes.output import console, write_json
from vte.reglages import BASE_URL
from vte.territoires import build, contents, list_import
from vte.territoires.contents import Etat, EtatDeListe

base = typer.Typer(help="La base des territoires.", no_args_is_help=True)
_COLONNES = (
    "liste",
    "en vigueur",
    "COG",
    "territoires",
    "communes",
    "aujourd'hui",
    "à confirmer",
)


@base.command(
    help="Construit la base depuis data/territoires\u00a0; l'ancienne sert jusqu'à ce que la"
    " nouvelle soit entière."
)
def construire() -> None:
    """Shows a bar that goes on with each table."""
    columns = (
        TextColumn("Base des territoires"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[table]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as progress:
        task = progress.add_task("", total=build.STEPS, table="")
        build.build(
            BASE_URL.lire(),
            announce=lambda table, rows: progress.update(
                task, advance=1, table=f"{table} ({rows})"
            ),
        )


@base.command(
    "importer-liste",
    help="Importe une nouvelle liste officielle (CSV, docs/listes.md)\u00a0; au moindre défaut,"
    " rien ne change.",
)
def importer_liste(fichier: Path) -> None:
    """Error: ListeRefusee, with the line and the reason."""
    i = list_import.import_list(BASE_URL.lire(), fichier)
    console.print(
        f"Liste {i.liste} importée\u00a0: {i.territoires} territoires, {i.communes} communes"
        f" ({i.appartenances} du COG actuel)."
    )


@base.command("etat")
def etat_de_la_base(en_json: bool = typer.Option(False, "--json")) -> None:
    """Dit ce que contient la base : listes, comptes, années, sources."""
    etat = contents.read(BASE_URL.lire())
    if en_json:
        write_json(etat.en_json())
        return
    console.print(_tableau(etat))
    for liste in etat.listes:
        console.print(_phrase(liste), highlight=False)


def _tableau(etat: Etat) -> Table:
    tableau = Table(
        title=f"Base construite le {etat.construite_le}\u00a0: {etat.communes} communes"
        f" sous {etat.noms} noms"
    )
    for colonne in _COLONNES:
        tableau.add_column(colonne)
    for x in etat.listes:
        importee = " (importée)" if x.importee else ""
        comptes = (x.millesime_cog, x.territoires, x.communes, x.actuelles, x.a_confirmer)
        tableau.add_row(f"{x.id}{importee}", f"{x.du} → {x.au}", *map(str, comptes))
    return tableau


def _phrase(x: EtatDeListe) -> str:
    dite = f"{x.id}\u00a0: {x.libelle}. Source\u00a0: {x.source}."
    if not x.epci_partiels:
        return dite
    partiels = "\u00a0; ".join(x.epci_partiels)
    return f"{dite} Intercommunalités qui n'y sont qu'en partie\u00a0: {partiels}."
