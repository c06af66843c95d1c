"""The form's validation: reads the answer, notes the facts, and asks the rules what to ask next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import changements, depuis_le_message, entretien, est_charge_utile, intent_du_message
from vte.dossier import CLES
from vte.entretien import CHOIX, Entretien, entendre, noter, passer, question
from vte.francais import lire
from vte.francais.choix import choisir
from vte.francais.dire import dire
from vte.territoires import Trouvaille

NE_SAIT_PAS = "ne_sait_pas"
_ORDRES = {"recommencer", "parler_a_quelqu_un", "expliquer_question"}
# In a question about the rules ("et en alternance ?"), these words are no statement.
_GENERALITES = {"profil", "taille", "contrat", "duree_mois", "niveau_obtenu", "niveau_prepare"}


class ValidateDossierForm(Action):
    def name(self) -> str:
        return "validate_dossier_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        avant = entretien(tracker)
        suite, lieu = _entendre(avant, tracker) if _vient_de_parler(tracker) else (avant, None)
        suivante = question(suite)
        _accuser(dispatcher, avant, suite, tracker.get_slot("requested_slot"))
        _dire_l_ancienne(dispatcher, avant, suite, lieu)
        evenements = changements(tracker, suite)
        if evenements and tracker.get_slot("echecs"):
            evenements.append(SlotSet("echecs", None))
        evenements += [SlotSet("derniere", e["name"]) for e in evenements if e["name"] in CLES and e["value"] is not None and e["name"] != "taille"][-1:]
        return [*evenements, SlotSet("requested_slot", suivante)]


def _vient_de_parler(tracker: Tracker) -> bool:
    """False when the form comes back after a digression: the message has been dealt with."""
    return not any(e.get("event") == "bot" for e in depuis_le_message(tracker))


def _entendre(avant: Entretien, tracker: Tracker) -> tuple[Entretien, Trouvaille | None]:
    """The interview after this message, and the place that was named in it."""
    demandee = tracker.get_slot("requested_slot")
    intent = intent_du_message(tracker)
    if est_charge_utile(tracker):
        if intent == NE_SAIT_PAS:
            return passer(avant, demandee), None
        return noter(avant, {e["entity"]: e["value"] for e in tracker.latest_message["entities"] if e["entity"] in CLES}), None
    texte = str(tracker.latest_message.get("text") or "")
    if intent in _ORDRES:
        return avant, None
    if demandee == CHOIX and (code := choisir(texte, avant.possibles)):
        return noter(avant, {"commune": code}), None
    return _lire(avant, texte, intent, demandee, tracker.get_slot("derniere"))


def _lire(avant: Entretien, texte: str, intent: str, demandee: str | None, derniere: str | None) -> tuple[Entretien, Trouvaille | None]:
    en_question = intent == "faq"
    lecture = lire(texte, None if en_question else demandee)
    if en_question and set(lecture.faits) <= _GENERALITES and lecture.lieu is None:
        return avant, None
    suite = entendre(avant, lecture)
    if suite == avant and demandee is None and not en_question:  # « finalement 60 » corrects what was said last
        suite = entendre(avant, lire(texte, derniere))
    if suite == avant and intent == NE_SAIT_PAS:
        return passer(avant, demandee), None
    return suite, lecture.lieu


def _dire_l_ancienne(dispatcher: CollectingDispatcher, avant: Entretien, suite: Entretien, lieu: Trouvaille | None) -> None:
    """A commune named by the name it had before a merger: says which one it is today."""
    certaine = lieu.certaine if lieu else None
    if certaine and certaine.ancien_nom and suite.dossier.commune != avant.dossier.commune:
        dispatcher.utter_message(response="utter_ancienne_commune", ancienne=certaine.ancien_nom, actuelle=f"{certaine.nom} ({certaine.departement})")


def _accuser(dispatcher: CollectingDispatcher, avant: Entretien, suite: Entretien, demandee: str | None) -> None:
    """Says back what was noted, when it is more than the bare answer to the question."""
    nouveaux = {cle: v for cle, v in suite.faits.items() if avant.faits.get(cle) != v}
    nouveaux.pop("profil", None)
    if set(nouveaux) - {demandee, "taille"} or nouveaux.keys() & avant.faits.keys():
        dispatcher.utter_message(response="utter_note", faits=dire(nouveaux))
