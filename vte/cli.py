"""La commande `vte`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import typer
from rich.table import Table

from vte.commandes.base import base
from vte.commandes.communes import communes
from vte.commandes.sortie import console, ecrire
from vte.dossier import depuis_json
from vte.erreurs import DossierInvalide, ErreurVTE
from vte.regles import evaluer
from vte.territoires import ouvrir

application = typer.Typer(help="Le Volontariat territorial en entreprise : communes, règles, base.", no_args_is_help=True, pretty_exceptions_enable=False)
application.command()(communes)
application.add_typer(base, name="base")


@application.command("evaluer")
def commande_evaluer(en_json: bool = typer.Option(False, "--json", help="un dossier JSON par ligne")) -> None:
    """Explique un dossier ; --json lit un dossier par ligne et rend un verdict par ligne."""
    if en_json:
        for ligne in sys.stdin:
            if ligne.strip():
                ecrire(juger_ligne(ligne))
        return
    _conversation()


def juger_ligne(ligne: str) -> dict[str, Any]:
    """Une ligne JSON -> verdict, ou `{"error": {…}}` si ce n'est pas un dossier valide."""
    try:
        return evaluer(depuis_json(json.loads(ligne), ouvrir().commune))
    except (json.JSONDecodeError, RecursionError):
        return _erreur("json_invalide", "Cette ligne n'est pas du JSON valide.", None)
    except DossierInvalide as erreur:
        return _erreur(erreur.code, str(erreur), erreur.champ)


def _erreur(code: str, message: str, champ: str | None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "champ": champ}}


def _conversation() -> None:
    """Demande ce qui manque, clé après clé, puis montre le verdict."""
    from vte.francais import lire

    brut: dict[str, Any] = {}
    while manquants := evaluer(depuis_json(brut, ouvrir().commune))["manquants"]:
        question = manquants[0]
        faits = lire(typer.prompt(question), question).faits
        nouveau = {**brut, **faits}
        if question not in nouveau and not (question == "effectif" and "taille" in nouveau):
            console.print("Je n'ai pas su lire cette réponse.")
            continue
        brut = nouveau
    _montrer(evaluer(depuis_json(brut, ouvrir().commune)))


def _montrer(verdict: dict[str, Any]) -> None:
    tableau = Table(title=f"Réponse indicative : {verdict['statut']}")
    for colonne in ("critère ou aide", "statut", "explication"):
        tableau.add_column(colonne)
    for element in verdict["criteres"] + verdict["aides"]:
        tableau.add_row(element["id"], element["statut"], element["explication"])
    console.print(tableau)


def principal(arguments: Iterable[str] | None = None) -> None:
    """Point d'entrée : une erreur du domaine est une phrase et un code de sortie 1."""
    try:
        application(args=list(arguments) if arguments is not None else None)
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        raise SystemExit(1) from None
