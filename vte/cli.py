"""The command `vte`: one subcommand a file of `vte/commandes`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import typer

from vte.commandes import canaux, evaluer, widget
from vte.commandes.baremes import baremes
from vte.commandes.base import base
from vte.commandes.communes import communes
from vte.commandes.donnees import donnees
from vte.commandes.lecture import lecture, lire
from vte.commandes.modele import modele
from vte.commandes.sauvegarde import restaurer, sauvegarder
from vte.commandes.sources import sources
from vte.erreurs import ErreurVTE
from vte.reglages import check_at_start

application = typer.Typer(
    help="Le Volontariat territorial en entreprise\u00a0: communes, règles, base.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
application.command()(communes)
application.command("evaluer")(evaluer.commande)
application.command()(lire)
application.command()(sources)
application.command()(sauvegarder)
application.command()(restaurer)
application.add_typer(lecture, name="lecture")
application.add_typer(baremes, name="baremes")
application.add_typer(base, name="base")
application.add_typer(donnees, name="donnees")
application.add_typer(canaux.application, name="canaux")
application.add_typer(modele, name="modele")
application.add_typer(widget.application, name="widget")


def principal(arguments: Iterable[str] | None = None) -> None:
    """The entry point: an error of the domain is one sentence, and the exit code 1."""
    try:
        check_at_start()
        application(args=list(arguments) if arguments is not None else None)
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        raise SystemExit(1) from None
