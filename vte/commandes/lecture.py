"""`vte lire`: what a message says; `vte lecture entrainer`: the reader learns."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typer
from rich.progress import Progress, TimeElapsedColumn

from vte.commandes.output import console, write_json
from vte.dossier import CLES
from vte.erreurs import ErreurVTE
from vte.lecture import Lecture, entrainement
from vte.lecture import lire as lire_message
from vte.lecture.choix import CHOIX
from vte.reglages import LECTEUR

lecture = typer.Typer(help="Ce qui lit les faits d'un message.", no_args_is_help=True)
_QUESTIONS = (None, CHOIX, *CLES)


@lecture.command("entrainer", help="Apprend les messages annotés\u00a0; rien si rien n'a changé.")
def entrainer() -> None:
    """Shows a bar a stage. Errors: CorpusInvalide, BaseAbsente."""
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn()) as barre:
        suivis: dict[str, Any] = {}

        def annoncer(etape: str, fait: int, total: int) -> None:
            if etape not in suivis:
                suivis[etape] = barre.add_task(f"Lecteur, {etape}", total=total)
            barre.update(suivis[etape], completed=fait)

        appris = entrainement.preparer(Path(LECTEUR.lire()), annoncer)
    console.print("Lecteur : entraîné." if appris else "Lecteur : à jour.")


def lire(
    texte: list[str] = typer.Argument(None),
    en_json: bool = typer.Option(
        False, "--json", help="un {texte, question} JSON par ligne, une lecture JSON par ligne"
    ),
    question: str = typer.Option("", help="la clé qui vient d'être demandée"),
) -> None:
    """Lit les faits d'un message."""
    if en_json:
        for ligne in sys.stdin:
            if ligne.strip():
                write_json(lire_ligne(ligne))
        return
    lue = lire_message(" ".join(texte or ()), _verifier(question or None))
    for cle, valeur in en_faits(lue)["faits"].items():
        console.print(f"{cle} : {valeur}", highlight=False)
    for doute in lue.doutes:
        console.print(f"{doute.cle} : {doute.valeur} ? (à demander)", highlight=False)


def lire_ligne(ligne: str) -> dict[str, Any]:
    """CONTRACT, section 4; `{"error": {…}}` in the place of a line that cannot be read."""
    try:
        demande = json.loads(ligne)
        texte, question = demande["texte"], _verifier(demande.get("question"))
        if not isinstance(texte, str):
            raise TypeError
    except (ValueError, RecursionError):
        return _erreur("json_invalide", "Cette ligne n'est pas du JSON valide.", None)
    except (KeyError, TypeError, AttributeError):
        return _erreur("texte_invalide", "Il faut un objet avec un « texte ».", "texte")
    except QuestionInconnue as erreur:
        return _erreur(erreur.code, str(erreur), "question")
    return en_faits(lire_message(texte, question))


def en_faits(lue: Lecture) -> dict[str, Any]:
    """The reading as CONTRACT, section 4, writes it."""
    mentions = lue.dites
    choix = lue.lieu.resultats if lue.lieu and lue.lieu.ambigu else ()
    return {
        "faits": lue.faits,
        "doutes": [m.cle for m in lue.doutes],
        "confiances": {m.cle: m.confiance for m in mentions},
        "places": {m.cle: [m.debut, m.fin] for m in mentions},
        "communes": [c.code for c in choix],
        "recrutements": [dict(r) for r in lue.recrutements],
    }


class QuestionInconnue(ErreurVTE):
    """The question is no key of the dossier."""

    code = "question_inconnue"


def _verifier(question: Any) -> str | None:
    if question not in _QUESTIONS:
        connues = ", ".join(q for q in _QUESTIONS if q)
        raise QuestionInconnue(f"La question « {question} » n'existe pas : {connues}, ou null.")
    return question or None


def _erreur(code: str, message: str, champ: str | None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "champ": champ}}
