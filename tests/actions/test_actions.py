"""The other actions: what they say, by the name of the response, and what they change."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher

from actions.action_comparer import ActionComparer
from actions.action_effacer import ActionEffacer
from actions.action_expliquer_question import ActionExpliquerQuestion
from actions.action_faq import ActionFaq
from actions.action_modifier import ActionModifier
from actions.action_pas_compris import ActionPasCompris
from actions.action_recapituler import ActionRecapituler
from actions.action_recommencer import ActionRecommencer
from actions.action_session_start import ActionSessionStart
from actions.action_verdict import ActionVerdict
from tests.actions.conftest import Fabrique
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant

ELIGIBLE = {
    "commune": "01283", "effectif": 45, "contrat": "cdd", "duree_mois": 18, "date_debut": "2021-09-01",
    "niveau_obtenu": 5, "date_diplome": "2021-06-01",
}  # fmt: skip


async def jouer(action: Action, sortie: CollectingDispatcher, tracker: Any) -> tuple[list[str], dict[str, Any]]:
    evenements = await action.run(sortie, tracker, {})
    return [m["response"] for m in sortie.messages], {e["name"]: e["value"] for e in evenements if e["event"] == "slot"}


async def test_the_verdict_is_said_with_aids_reasons_reserves_and_a_next_step(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE))
    assert dites == ["utter_verdict_eligible", "utter_verdict_raisons", "utter_verdict_aides", "utter_verdict_reserves", "utter_suite"]
    assert slots["annonce"]
    assert sortie.messages[0]["en_bref"] == "4\u00a0000\u00a0€ pour l'entreprise"
    assert "4\u00a0000\u00a0€" in sortie.messages[2]["aides"]


async def test_a_refusal_that_one_can_lift_says_how(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, _ = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE | {"duree_mois": 8}))
    assert "utter_verdict_pistes" in dites
    assert "12\u00a0mois au lieu de 8" in next(m["pistes"] for m in sortie.messages if m["response"] == "utter_verdict_pistes")


async def test_a_refusal_comes_with_its_reasons_and_without_aids(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, _ = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE | {"commune": "69123"}))
    assert dites[0] == "utter_verdict_non_eligible" and "utter_verdict_aides" not in dites
    assert "Lyon" in sortie.messages[1]["raisons"]


async def test_out_of_period_is_said_first(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, _ = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE | {"date_debut": "2026-12-01", "date_diplome": "2026-06-01"}))
    assert dites[0] == "utter_verdict_hors_periode"


async def test_what_was_not_known_remains_to_be_told(suivi: Fabrique, sortie: CollectingDispatcher):
    connus = {c: v for c, v in ELIGIBLE.items() if c != "effectif"}
    dites, _ = await jouer(ActionVerdict(), sortie, suivi(**connus, passees=["effectif"]))
    assert dites[0] == "utter_verdict_incomplet" and "utter_verdict_reste" in dites


async def test_the_same_verdict_is_not_recited_again(suivi: Fabrique, sortie: CollectingDispatcher):
    _, slots = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE))
    encore = CollectingDispatcher()
    redit = suivi("on est 45", entites=[{"entity": "effectif", "value": 45}], **ELIGIBLE, **slots)
    assert (await jouer(ActionVerdict(), encore, redit))[0] == ["utter_verdict_inchange", "utter_verdict_eligible"]


FAQ_INCERTAINE = {"faq": {"response": {}, "ranking": [{"intent_response_key": "faq/montant", "confidence": 0.4}, {"intent_response_key": "faq/duree", "confidence": 0.02}]}}
PROPOSER = {"responses": {"utter_proposer_faq_montant": [{"text": "Le montant", "buttons": [{"title": "Le montant", "payload": "Quel montant ?"}]}]}}


async def test_an_unclear_message_is_first_asked_about_then_to_be_said_otherwise_then_a_person_is_offered(suivi: Fabrique):
    dites = []
    for echecs in (None, 1, 2):
        sortie, tracker = CollectingDispatcher(), suivi("bof", intent="nlu_fallback", echecs=echecs)
        tracker.latest_message["response_selector"] = FAQ_INCERTAINE
        await ActionPasCompris().run(sortie, tracker, PROPOSER)
        dites.append(sortie.messages[0])
    assert [d["response"] for d in dites] == ["utter_ask_affirmation", "utter_ask_rephrase", "utter_pas_compris"]
    assert [b["title"] for b in dites[0]["buttons"]] == ["Le montant"]


async def test_nothing_likely_is_proposed_when_nothing_is(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(ActionPasCompris(), sortie, suivi("bof")))[0] == ["utter_ask_rephrase"]


async def test_why_after_a_verdict_gives_each_reason_with_its_source(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(ActionExpliquerQuestion(), sortie, suivi(annonce={"statut": "eligible"}, **ELIGIBLE)))[0] == ["utter_pourquoi"]
    assert "décret n° 2008-1354" in sortie.messages[0]["raisons"]


async def test_why_before_anything_says_what_is_asked_and_why(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(ActionExpliquerQuestion(), sortie, suivi()))[0] == ["utter_explique"]


def demander_le_montant(suivi: Fabrique, texte: str) -> Any:
    tracker = suivi(texte, intent="faq")
    tracker.latest_message["response_selector"] = {"faq": {"response": {"utter_action": "utter_faq/montant"}}}
    return tracker


async def test_a_fact_said_in_a_question_outside_the_form_is_noted_and_opens_it(suivi: Fabrique, sortie: CollectingDispatcher):
    evenements = await ActionFaq().run(sortie, demander_le_montant(suivi, "combien touche-t-on à Oyonnax ?"), {})
    assert [m["response"] for m in sortie.messages] == ["utter_faq/montant", "utter_note"]
    assert (evenements[-1]["event"], evenements[-1]["name"]) == ("followup", "dossier_form")


async def test_a_question_that_states_nothing_only_gets_its_answer(suivi: Fabrique, sortie: CollectingDispatcher):
    assert await jouer(ActionFaq(), sortie, demander_le_montant(suivi, "combien pour un apprenti ?")) == (["utter_faq/montant"], {})


async def test_what_if_compares_and_changes_nothing(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionComparer(), sortie, suivi("et si c'était 8 mois ?", intent="comparer", **ELIGIBLE))
    assert dites == ["utter_et_si_non_eligible", "utter_et_si_differences", "utter_et_si_garder"]
    assert slots == {"et_si": {"duree_mois": 8}}


async def test_what_if_without_a_change_asks_for_one(suivi: Fabrique, sortie: CollectingDispatcher):
    assert await jouer(ActionComparer(), sortie, suivi("je voudrais comparer", intent="comparer", **ELIGIBLE)) == (["utter_et_si"], {"et_si": "ouverte"})


async def test_what_to_change_is_offered_unless_it_is_said(suivi: Fabrique, sortie: CollectingDispatcher):
    assert await jouer(ActionModifier(), sortie, suivi("je veux modifier", intent="modifier")) == (["utter_modifier"], {})
    _, slots = await jouer(ActionModifier(), CollectingDispatcher(), suivi("changer la commune", intent="modifier", **ELIGIBLE))
    assert slots["a_modifier"] == "commune"


async def test_a_summary_says_the_facts_or_that_there_are_none(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(ActionRecapituler(), sortie, suivi()))[0] == ["utter_recapitulatif_vide"]
    encore = CollectingDispatcher()
    assert (await jouer(ActionRecapituler(), encore, suivi(**ELIGIBLE)))[0] == ["utter_recapitulatif"]
    assert "Oyonnax" in encore.messages[0]["faits"]


async def test_erasing_is_confirmed_first(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(ActionEffacer(), sortie, suivi("effacez tout", intent="effacer")))[0] == ["utter_confirmer_effacement"]
    sur = suivi('/effacer{"certain":true}', intent="effacer", entites=[{"entity": "certain", "value": True}])
    assert (await jouer(ActionEffacer(), CollectingDispatcher(), sur))[0] == ["utter_efface"]


async def test_begin_again_forgets_every_fact(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionRecommencer(), sortie, suivi(**ELIGIBLE))
    assert dites == ["utter_recommencer"]
    assert set(ELIGIBLE) <= set(slots) and not any(slots.values())


async def test_first_contact_welcomes_and_sets_the_figures(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionSessionStart(), sortie, suivi())
    assert dites == ["utter_accueil"]
    assert slots["montant_vte"] == chiffres.de(courant(), aujourdhui())["montant_vte"]


async def test_coming_back_after_an_hour_offers_to_take_up_the_earlier_answers(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionSessionStart(), sortie, suivi(effectif=45, requested_slot="contrat", echecs=2))
    assert dites == ["utter_reprise"] and "45" in sortie.messages[0]["faits"]
    assert slots["effectif"] == 45 and slots["requested_slot"] is None and slots["echecs"] is None
