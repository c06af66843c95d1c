"""First contact, and messages that were not understood: what is said, by the name of the response."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher

from actions.action_pas_compris import ActionPasCompris
from actions.action_session_start import ActionSessionStart
from tests.actions.conftest import Fabrique
from vte.horloge import au, aujourdhui
from vte.regles import chiffres, courant


async def jouer(
    action: Action, sortie: CollectingDispatcher, tracker: Any
) -> tuple[list[str], dict[str, Any]]:
    evenements = await action.run(sortie, tracker, {})
    return [m["response"] for m in sortie.messages], {
        e["name"]: e["value"] for e in evenements if e["event"] == "slot"
    }


FAQ_INCERTAINE = {
    "faq": {
        "response": {},
        "ranking": [
            {"intent_response_key": "faq/montant", "confidence": 0.4},
            {"intent_response_key": "faq/duree", "confidence": 0.02},
        ],
    }
}
PROPOSER = {
    "responses": {
        "utter_proposer_faq_montant": [
            {
                "text": "Le montant",
                "buttons": [{"title": "Le montant", "payload": "Quel montant ?"}],
            }
        ]
    }
}


async def test_an_unclear_message_is_first_asked_about_then_to_be_said_otherwise_then_a_person_is_offered(
    suivi: Fabrique,
):
    dites = []
    for echecs in (None, 1, 2):
        sortie, tracker = CollectingDispatcher(), suivi("bof", intent="nlu_fallback", echecs=echecs)
        tracker.latest_message["response_selector"] = FAQ_INCERTAINE
        await ActionPasCompris().run(sortie, tracker, PROPOSER)
        dites.append(sortie.messages[0])
    assert [d["response"] for d in dites] == [
        "utter_ask_affirmation",
        "utter_ask_rephrase",
        "utter_pas_compris",
    ]
    assert [b["title"] for b in dites[0]["buttons"]] == ["Le montant"]


async def test_nothing_likely_is_proposed_when_nothing_is(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(ActionPasCompris(), sortie, suivi("bof")))[0] == ["utter_ask_rephrase"]


async def test_first_contact_welcomes_and_sets_the_figures(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    dites, slots = await jouer(ActionSessionStart(), sortie, suivi())
    assert dites == ["utter_accueil"]
    assert slots["montant_vte"] == chiffres.de(courant().pour(aujourdhui()), courant())["montant_vte"]


async def test_coming_back_after_an_hour_offers_to_take_up_the_earlier_answers(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    dites, slots = await jouer(
        ActionSessionStart(), sortie, suivi(effectif=45, requested_slot="contrat", echecs=2)
    )
    assert dites == ["utter_reprise"] and "45" in sortie.messages[0]["faits"]
    assert slots["effectif"] == 45 and slots["requested_slot"] is None and slots["echecs"] is None


async def test_a_period_that_is_over_is_said_at_first_contact(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    with au("2026-11-25"):
        dites, _ = await jouer(ActionSessionStart(), sortie, suivi())
    assert dites == ["utter_accueil", "utter_accueil_periode_close"]
