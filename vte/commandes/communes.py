"""`vte communes` : ce que la base trouve."""

from __future__ import annotations

import sys
from typing import Any

import typer

from vte.commandes.sortie import console, ecrire
from vte.territoires import Resultat, Trouvaille, ouvrir

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
            ecrire(chercher(ligne.rstrip("\r\n")))
        return
    _montrer(ouvrir().chercher(" ".join(texte or [])))


def chercher(requete: str) -> dict[str, Any]:
    """La réponse de CONTRACT, section 4 ; `groupe` : l'intercommunalité ou le territoire nommé, s'il y en a un."""
    trouvaille = ouvrir().chercher(requete)
    return {
        "query": requete,
        "resultats": [r.en_json() for r in trouvaille.resultats],
        "ambigu": trouvaille.ambigu,
        "groupe": trouvaille.groupe.en_json() if trouvaille.groupe else None,
    }


def _montrer(trouvaille: Trouvaille) -> None:
    if groupe := trouvaille.groupe:
        console.print(
            f"{groupe.nom} : {_NATURES[groupe.nature]} de {len(groupe.communes)} communes, dont {groupe.membres} dans un Territoire d'industrie."
        )
        console.print("L'aide se juge commune par commune : laquelle est-ce ?")
    elif not trouvaille.resultats:
        console.print("Aucune commune trouvée.")
    elif trouvaille.ambigu:
        console.print("Plusieurs réponses possibles, à vous de choisir :")
    for r in trouvaille.resultats[:_MONTREES]:
        console.print(_ligne(r), highlight=False)
    if (reste := len(trouvaille.resultats) - _MONTREES) > 0:
        console.print(f"… et {reste} autres : précisez le département ou le code postal.")


def _ligne(r: Resultat) -> str:
    ancien = f", qui réunit {r.ancien_nom}" if r.ancien_nom else ""
    return f"{r.code}  {r.nom} ({r.departement}){ancien}  {_lieu(r)}"


def _lieu(r: Resultat) -> str:
    if r.territoire is None:
        return "hors des Territoires d'industrie"
    if r.territoire.partielle:
        return f"{r.territoire.nom} pour {r.territoire.membres} seulement : à confirmer"
    return r.territoire.nom
