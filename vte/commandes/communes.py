"""`vte communes`: what the base finds, by the list of the barème in force."""

from __future__ import annotations

import sys
from typing import Any

import typer

from vte.commandes.output import console, write_json
from vte.communes import recherche
from vte.territoires import Groupe, Resultat, Trouvaille

_MONTREES = 20
_NATURES = {"epci": "intercommunalité", "territoire": "Territoire d'industrie"}


def communes(
    texte: list[str] = typer.Argument(None),
    en_json: bool = typer.Option(
        False, "--json", help="une recherche par ligne, une réponse JSON par ligne"
    ),
) -> None:
    """Cherche une commune : nom, code, adresse ou phrase."""
    if en_json:
        for ligne in sys.stdin:
            write_json(chercher(ligne.rstrip("\r\n")))
        return
    _montrer(recherche().chercher(" ".join(texte or [])))


def chercher(requete: str) -> dict[str, Any]:
    """CONTRACT, section 4; `groupe`: the intercommunalité or territory that was named, or None."""
    trouvaille = recherche().chercher(requete)
    return {
        "query": requete,
        "resultats": [r.en_json() for r in trouvaille.resultats],
        "ambigu": trouvaille.ambigu,
        "groupe": trouvaille.groupe.en_json() if trouvaille.groupe else None,
    }


def _montrer(trouvaille: Trouvaille) -> None:
    if trouvaille.groupe:
        console.print(_groupe(trouvaille.groupe))
        console.print("L'aide se juge commune par commune\u00a0: laquelle est-ce\u00a0?")
    elif not trouvaille.resultats:
        console.print("Aucune commune trouvée.")
    elif trouvaille.ambigu:
        console.print("Plusieurs réponses possibles, à vous de choisir\u00a0:")
    for r in trouvaille.resultats[:_MONTREES]:
        console.print(_ligne(r), highlight=False)
    if (reste := len(trouvaille.resultats) - _MONTREES) > 0:
        console.print(f"… et {reste} autres\u00a0: précisez le département ou le code postal.")


def _groupe(groupe: Groupe) -> str:
    return (
        f"{groupe.nom}\u00a0: {_NATURES[groupe.nature]} de {len(groupe.communes)} communes,"
        f" dont {groupe.membres} dans un Territoire d'industrie."
    )


def _ligne(r: Resultat) -> str:
    ancien = f", qui réunit {r.ancien_nom}" if r.ancien_nom else ""
    return f"{r.code}  {r.nom} ({r.departement}){ancien}  {_lieu(r)}"


def _lieu(r: Resultat) -> str:
    if r.territoire is None:
        return "hors des Territoires d'industrie"
    if r.territoire.partielle:
        return f"{r.territoire.nom} pour {r.territoire.membres} seulement\u00a0: à confirmer"
    return r.territoire.nom
