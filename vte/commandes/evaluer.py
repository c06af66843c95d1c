"""`vte evaluer` : demander un dossier à une personne, ou juger un dossier JSON par ligne."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer
from rich.table import Table

from vte import horloge
from vte.commandes.output import console, write_json
from vte.dossier import depuis_json
from vte.entretien import CHOIX, Entretien, entendre, noter, passer, question
from vte.erreurs import DossierInvalide
from vte.francais import lire
from vte.francais.choix import choisir
from vte.francais.dire import LIBELLES, dire
from vte.regles import evaluer, pistes, presentation
from vte.territoires import ouvrir

_STATUTS = {
    "eligible": "ce recrutement remplit les conditions du VTE",
    "non_eligible": "ce recrutement n'ouvre pas droit au VTE",
    "hors_periode": "ce contrat est hors de la période du VTE",
    "incomplet": "il manque des éléments pour conclure",
    "a_confirmer": "le VTE est possible, un point reste à confirmer",
}
_NE_SAIT_PAS = ("", "?", "je ne sais pas", "jsp", "sais pas")


def commande(
    en_json: bool = typer.Option(
        False, "--json", help="un dossier JSON par ligne, un verdict JSON par ligne"
    ),
    au: str = typer.Option(
        "", "--au", metavar="DATE", help="juger comme si l'on était ce jour-là (AAAA-MM-JJ)"
    ),
) -> None:
    """Explique un dossier : demande ce qui manque, puis montre le verdict."""
    with horloge.au(au):
        if en_json:
            for ligne in sys.stdin:
                if ligne.strip():
                    write_json(juger_ligne(ligne))
            return
        montrer(interroger())


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


# Interroger


def interroger() -> Entretien:
    """Demande, dans l'ordre des règles, ce qui peut encore changer la réponse ; une réponse vide veut dire « je ne sais pas »."""
    console.print("Répondez avec vos mots ; laissez vide ce que vous ne savez pas.")
    entretien = Entretien()
    while (cle := question(entretien)) is not None:
        suite = _entendre(
            entretien, cle, typer.prompt(_demander(entretien, cle), default="", show_default=False)
        )
        if suite == entretien:
            console.print("Je n'ai pas su lire cette réponse.")
        else:
            nouveaux = {c: v for c, v in suite.faits.items() if entretien.faits.get(c) != v}
            if nouveaux:
                console.print(f"C'est noté : {dire(nouveaux)}.", highlight=False)
        entretien = suite
    return entretien


def _demander(entretien: Entretien, cle: str) -> str:
    if cle != CHOIX:
        return LIBELLES[cle].capitalize()
    for code in entretien.possibles[:20]:
        fiche = ouvrir().fiche(code)
        if fiche is not None:
            console.print(
                f"  {fiche.nom} ({fiche.departement}) {' '.join(fiche.codes_postaux[:3])}",
                highlight=False,
            )
    return "Laquelle de ces communes"


def _entendre(entretien: Entretien, cle: str, reponse: str) -> Entretien:
    if reponse.strip().lower() in _NE_SAIT_PAS:
        return passer(entretien, cle)
    if cle == CHOIX and (code := choisir(reponse, entretien.possibles)):
        return noter(entretien, {"commune": code})
    return entendre(entretien, lire(reponse, cle))


# Montrer


def montrer(entretien: Entretien) -> None:
    verdict = evaluer(entretien.dossier)
    console.print(f"\nRéponse indicative : {_STATUTS[verdict['statut']]}.", highlight=False)
    console.print(_tableau("Conditions", verdict["criteres"]))
    console.print(_tableau("Aides", verdict["aides"]))
    if trouvees := pistes(entretien.dossier, certaines=False):
        console.print(
            f"Ce qui lèverait ce refus :\n{presentation.les_pistes(trouvees)}", highlight=False
        )
    if verdict["precisions"]:
        console.print(
            f"Le montant des aides cumulables dépend de : {', '.join(LIBELLES[c] for c in verdict['precisions'])}.",
            highlight=False,
        )
    if entretien.passees:
        console.print(
            f"Il reste à préciser : {', '.join(LIBELLES[c] for c in entretien.passees)}.",
            highlight=False,
        )
    console.print(f"Non vérifié : {' ; '.join(verdict['non_verifies'])}.", highlight=False)
    console.print(f"Sources : {presentation.sources(verdict)}.", highlight=False)


def _tableau(titre: str, elements: list[dict[str, Any]]) -> Table:
    tableau = Table(title=titre)
    for colonne in ("", "statut", "explication"):
        tableau.add_column(colonne)
    for e in elements:
        tableau.add_row(
            e.get("libelle") or presentation.CRITERES[e["id"]],
            presentation.STATUTS[e["statut"]],
            e["explication"],
        )
    return tableau
