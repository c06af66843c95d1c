"""Says back what was noted and what was corrected, when it is more than the bare answer to the question."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from vte.dossier import dire
from vte.entretien import Entretien
from vte.francais import Lecture
from vte.mots import jour

_MUETS = {"profil"}


def accuser(
    dispatcher: CollectingDispatcher,
    avant: Entretien,
    suite: Entretien,
    demandee: str | None,
    lecture: Lecture | None,
) -> None:
    """`demandee`: the question that was open; `lecture`: what was read, when the message was words."""
    nouveaux = {
        cle: v for cle, v in suite.faits.items() if avant.faits.get(cle) != v and cle not in _MUETS
    }
    corriges = {
        cle: v
        for cle, v in nouveaux.items()
        if cle in avant.faits and not (cle == "taille" and "effectif" in nouveaux)
    }
    if corriges:
        dispatcher.utter_message(
            response="utter_corrige",
            faits=dire(corriges),
            anciens=dire({cle: avant.faits[cle] for cle in corriges}),
        )
    notes = {cle: v for cle, v in nouveaux.items() if cle not in corriges}
    if set(notes) - {demandee, "taille"}:
        dispatcher.utter_message(response="utter_note", faits=dire(notes))
    for cle in sorted((lecture.a_l_annee if lecture else set()) & set(nouveaux)):
        dispatcher.utter_message(
            response="utter_annee_seule", jour=jour(date.fromisoformat(suite.faits[cle]))
        )
    _dire_l_ancienne(dispatcher, avant, suite, lecture)


def _dire_l_ancienne(
    dispatcher: CollectingDispatcher, avant: Entretien, suite: Entretien, lecture: Lecture | None
) -> None:
    """A commune named by the name it had before a merger: says which one it is today."""
    certaine: Any = lecture.lieu.certaine if lecture and lecture.lieu else None
    if certaine and certaine.ancien_nom and suite.dossier.commune != avant.dossier.commune:
        dispatcher.utter_message(
            response="utter_ancienne_commune",
            ancienne=certaine.ancien_nom,
            actuelle=f"{certaine.nom} ({certaine.departement})",
        )
