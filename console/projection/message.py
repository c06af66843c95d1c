"""What a message of a person says, from Rasa's `parse_data`; and what a message of the bot says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from console.projection.recruitment import marque
from vte.charge import choisie
from vte.donnees_personnelles import masque, masquer
from vte.donnees_personnelles.lecture import deplacee
from vte.dossier import CLES, LES_CLES, dire
from vte.lecture import Lecture

REPLI = "nlu_fallback"
LIEUX_MAX = 8  # communes of an ambiguous place that are kept
_SUSPECT = re.compile(r"\\u(?:0000|d[89a-f])", re.I)


def comprise(donnees: Mapping[str, Any]) -> dict[str, Any]:
    """What was understood, as fields of a turn (models.Tour), from `intention` to `derniere`."""
    intent = donnees.get("intent") or {}
    nom, rangs = str(intent.get("name") or ""), donnees.get("intent_ranking") or []
    autres: list[dict[str, Any]] = [
        {"nom": str(r["name"]), "confiance": float(r["confidence"])}
        for r in rangs
        if r.get("name") not in (nom, REPLI)
    ]
    # A fallback's own confidence is that of having nothing: what counts is how sure the best intent
    # was.
    confiance = (
        (autres[0]["confiance"] if autres else None) if nom == REPLI else intent.get("confidence")
    )
    lecture = _lecture(donnees)
    return {
        "intention": _precise(nom, donnees),
        "confiance": float(confiance) if confiance is not None else None,
        "suivantes": autres[:2],
        "faits": _portes(donnees) if lecture is None else [m.en_json() for m in lecture.mentions],
        "doutes": [m.en_json() for m in lecture.doutes] if lecture else [],
        "lieu": _lieu(lecture),
        "derniere": (lecture and lecture.derniere) or "",
    }


def _lecture(donnees: Mapping[str, Any]) -> Lecture | None:
    """The reading that the assistant used; None of a button, or if another version wrote it."""
    try:
        return Lecture.depuis_json(donnees["lecture"])
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def _portes(donnees: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts that Rasa's entities carry: a button's, which says them without words."""
    entites = donnees.get("entities") or []
    portes = {e["entity"]: e["value"] for e in entites if e.get("entity") in CLES}
    return [{"cle": cle, "valeur": valeur} for cle, valeur in portes.items()]


def _lieu(lecture: Lecture | None) -> dict[str, Any]:
    """The place that was named, if it may be several: the likeliest communes first, how many."""
    if lecture is None or lecture.lieu is None or not lecture.lieu.ambigu:
        return {}
    communes, groupe = lecture.lieu.resultats, lecture.lieu.groupe
    montrees = [c.valeur for c in communes[:LIEUX_MAX]]
    lieu: dict[str, Any] = {"communes": montrees, "autres": len(communes) - len(montrees)}
    lieu |= {"place": list(lecture.place)} if lecture.place else {}
    return lieu | ({"groupe": groupe.nom} if groupe else {})


def _precise(nom: str, donnees: Mapping[str, Any]) -> str:
    """« faq/montant » where « faq » says only that it is a question."""
    reponse = ((donnees.get("response_selector") or {}).get(nom) or {}).get("response") or {}
    return str(reponse.get("intent_response_key") or nom)


def dit(contenu: Mapping[str, Any], titres: Mapping[str, str]) -> tuple[str, bool, dict[str, Any]]:
    """(what to show, whether a button said it, what was understood) of a message of the tracker.

    `titres`: payload -> title of the buttons that were offered. The words are masked once more: an
    older version kept some; what was read stands at the place of its words in what is shown.
    """
    texte, donnees = str(contenu.get("text") or ""), contenu.get("parse_data") or {}
    if choisie(texte, (donnees.get("intent") or {}).get("name")):
        return titres.get(texte) or masquer(_decrire(texte)), True, comprise(donnees)
    cache = masque(texte)
    if cache.caches:
        donnees = {**donnees, "lecture": deplacee(donnees.get("lecture") or {}, cache)}
    return cache.texte, False, comprise(donnees)


def _decrire(charge: str) -> str:
    """A payload that no message offered (the channel's own).

    Its facts in words, else what it is.
    """
    _, _, corps = charge.partition("{")
    try:
        valeurs = json.loads("{" + corps) if corps else {}
        if (a_modifier := str(valeurs.get("a_modifier"))) in LES_CLES:
            return f"Modifier {LES_CLES[a_modifier].libelle}"
        faits = {cle: v for cle, v in valeurs.items() if cle in CLES and cle != "commune"}
        commune = f"commune {valeurs['commune']}" if "commune" in valeurs else ""
        return ", ".join(filter(None, (dire(faits), commune))) or charge
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return charge


def objet(brut: str) -> dict[str, Any] | None:
    """An event as Rasa stored it, whatever people made it store; None where it is no object."""
    try:
        lues = json.loads(brut)
    except (ValueError, TypeError, RecursionError):
        return None
    return _propres(lues, brut) if isinstance(lues, dict) else None


def _propres(lues: dict[str, Any], brut: str) -> dict[str, Any]:
    """The same values without what no database takes: NUL, and half a character."""
    return _propre(lues) if _SUSPECT.search(brut) else lues


def _propre(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return valeur.encode("utf-8", "replace").decode().replace("\x00", "")
    if isinstance(valeur, dict):
        return {_propre(cle): _propre(v) for cle, v in valeur.items()}
    return [_propre(v) for v in valeur] if isinstance(valeur, list) else valeur


def reponse(evenement: Mapping[str, Any]) -> dict[str, Any] | None:
    """`{"texte", "choix"}` of a message of the bot, with what it marks (recruitment.py).

    None for one without words.
    """
    texte = evenement.get("text")
    choix = [str(b.get("title", "")) for b in boutons(evenement)]
    dite = str((evenement.get("metadata") or {}).get("utter_action") or "")
    dits = {"texte": str(texte or ""), "choix": choix}
    return dits | marque(dite) if texte or choix else None


def boutons(evenement: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return (evenement.get("data") or {}).get("buttons") or []
