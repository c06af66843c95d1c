"""`vte evaluer`: converses about one recruitment, or judges one JSON dossier a line."""

from __future__ import annotations

import json
import sys
from typing import Any

import typer

from vte import horloge
from vte.commandes.output import console, write_json
from vte.conversation import Etat, Message, Tour, contexte, tour
from vte.conversation.textes import Textes
from vte.dossier import depuis_json
from vte.erreurs import DossierInvalide
from vte.lecture import lire
from vte.regles import evaluer
from vte.territoires import ouvrir

CANAL = "terminal"
_NE_SAIT_PAS = ("", "?", "je ne sais pas", "jsp", "sais pas")


def commande(
    en_json: bool = typer.Option(
        False, "--json", help="un dossier JSON par ligne, un verdict JSON par ligne"
    ),
    au: str = typer.Option(
        "", "--au", metavar="DATE", help="juger comme si l'on était ce jour-là (AAAA-MM-JJ)"
    ),
) -> None:
    """Explique un dossier : demande ce qui manque, puis dit le verdict."""
    with horloge.au(au):
        if en_json:
            for ligne in sys.stdin:
                if ligne.strip():
                    write_json(juger_ligne(ligne))
            return
        converser()


def juger_ligne(ligne: str) -> dict[str, Any]:
    """A JSON line -> a verdict, or `{"error": {…}}` if it is no valid dossier."""
    try:
        return evaluer(depuis_json(json.loads(ligne), ouvrir().commune)).en_json()
    except (json.JSONDecodeError, RecursionError):
        return _erreur("json_invalide", "Cette ligne n'est pas du JSON valide.", None)
    except DossierInvalide as erreur:
        return _erreur(erreur.code, str(erreur), erreur.champ)


def _erreur(code: str, message: str, champ: str | None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "champ": champ}}


def converser() -> None:
    """The assistant's own conversation, in a terminal, until the last verdict is said."""
    console.print("Répondez avec vos mots ; laissez vide ce que vous ne savez pas.")
    textes, joue = Textes.du_projet(), tour(Etat(), Message("", "demander_aides"))
    _dire(textes, joue)
    while joue.etat.question is not None or joue.etat.suivants:
        reponse = typer.prompt("Vous", default="", show_default=False, prompt_suffix=" : ")
        if joue.etat.question is None and not reponse.strip():
            return
        joue = tour(joue.etat, _entendre(joue.etat, reponse))
        _dire(textes, joue)


def _entendre(etat: Etat, reponse: str) -> Message:
    """Whatever is typed answers the question; nothing at all is « je ne sais pas »."""
    if reponse.strip().lower() in _NE_SAIT_PAS:
        return Message(reponse, "ne_sait_pas")
    return Message(reponse, "informer", lire(reponse, **contexte(etat.en_slots())))


def _dire(textes: Textes, joue: Tour) -> None:
    profil = joue.etat.entretien.dossier.profil
    for parole in joue.paroles:
        texte = textes.rendre(parole.reponse, parole.valeurs, profil, CANAL)
        console.print(f"\n{texte}", highlight=False, markup=False)
        for bouton in parole.boutons if joue.etat.question or joue.etat.suivants else ():
            console.print(f"  • {bouton.title}", highlight=False, markup=False)
