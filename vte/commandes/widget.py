"""`vte widget integrite`: the tag that pins the widget's files, for a page that wants to."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from vte.erreurs import ErreurVTE
from vte.reglages import ADRESSE_PUBLIQUE
from vte.widget import CHEMIN, ENTREE, integrites, version

application = typer.Typer(no_args_is_help=True, help="L'assistant sur une page web.")


class AdresseManquante(ErreurVTE):
    code = "adresse_manquante"


@application.callback()
def widget() -> None:
    """L'assistant sur une page web."""


@application.command(
    help="Écrit la balise qui charge les fichiers de cette version, et d'aucune autre, avec leurs"
    " empreintes (SRI)."
)
def integrite(
    adresse: Annotated[
        str,
        typer.Option(
            help="adresse publique du serveur, sans chemin\u00a0; par défaut VTE_ADRESSE_PUBLIQUE"
        ),
    ] = "",
) -> None:
    """The import map, then the script: a map must come before what it is for."""
    serveur = (adresse or ADRESSE_PUBLIQUE.lire()).rstrip("/")
    if not serveur.startswith(("https://", "http://")):
        raise AdresseManquante(
            "Donnez l'adresse publique du serveur\u00a0: --adresse https://assistant.exemple.fr"
        )
    dossier, empreintes = f"{serveur}{CHEMIN}{version()}/", integrites()
    importes = {f"{dossier}{nom}": e for nom, e in empreintes.items() if nom != ENTREE}
    typer.echo('<script type="importmap">')
    typer.echo(json.dumps({"integrity": importes}, indent=2))
    typer.echo("</script>")
    typer.echo(
        f'<script type="module" src="{dossier}{ENTREE}" integrity="{empreintes[ENTREE]}"'
        f' crossorigin="anonymous" data-server="{serveur}"></script>'
    )
