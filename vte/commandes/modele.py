"""`vte modele`: publish what is trained, have every worker serve it, go back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import typer

from vte import ouvriers, publication, suivi
from vte.commandes.output import console
from vte.ouvriers import Ouvrier
from vte.publication import Publication
from vte.roulement import Roulement
from vte.version import version

modele = typer.Typer(help="Les modèles que servent les ouvriers.", no_args_is_help=True)
_SANS = typer.Option(False, "--sans-relancer", help="sans relancer les ouvriers un par un")


@modele.command("publier", help="Publie le modèle entraîné ici, et relance les ouvriers un par un.")
def publier(sans_relancer: bool = _SANS) -> None:
    """Errors: PublicationAbsente, ModeleAltere, OuvrierAbsent."""
    _faire_servir(publication.publish(), sans_relancer)


@modele.command("revenir", help="Fait servir de nouveau un modèle publié avant.")
def revenir(identifiant: str, sans_relancer: bool = _SANS) -> None:
    """Errors: PublicationAbsente, ModeleAltere, OuvrierAbsent."""
    _faire_servir(publication.serve_again(identifiant), sans_relancer)


@modele.command("relancer", help="Relance un par un les ouvriers dont le code a changé.")
def relancer() -> None:
    """Error: OuvrierAbsent."""
    _rouler(lambda ouvrier: ouvrier.code == version())


@modele.command("etat", help="Ce que sert chaque ouvrier, et les modèles publiés.")
def etat() -> None:
    with suivi.ouvrir().connect() as lien:
        for ouvrier in ouvriers.tous(lien):
            vie = "vivant" if ouvrier.vivant else f"muet depuis {ouvrier.age:.0f}\u00a0s"
            console.print(
                f"{ouvrier.id} : modèle {ouvrier.modele}, code {ouvrier.code}, {vie}",
                highlight=False,
            )
    for identifiant in publication.published():
        console.print(f"publié : {identifiant}", highlight=False)


def _faire_servir(publie: Publication, sans_relancer: bool) -> None:
    console.print(f"Modèle {publie.id} : publié.", highlight=False)
    if not sans_relancer:
        _rouler(lambda ouvrier: ouvrier.modele == publie.id)


def _rouler(sert: Callable[[Ouvrier], bool]) -> None:
    for identifiant in Roulement(suivi.ouvrir(), sert).run():
        console.print(f"{identifiant} : relancé.", highlight=False)
