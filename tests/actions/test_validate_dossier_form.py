"""The form's validation: what a message changes, and what is asked next."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.validate_dossier_form import ValidateDossierForm
from tests.actions.conftest import Fabrique


async def jouer(sortie: CollectingDispatcher, tracker: Any) -> dict[str, Any]:
    evenements = await ValidateDossierForm().run(sortie, tracker, {})
    return {e["name"]: e["value"] for e in evenements}


async def test_several_facts_fill_several_slots_and_the_rules_ask_the_next(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("on est 45 à Oyonnax, en CDD de 18 mois"))
    assert slots["effectif"] == 45 and slots["taille"] == "pme"
    assert slots["commune"]["code"] == "01283"
    assert (slots["contrat"], slots["duree_mois"]) == ("cdd", 18)
    assert slots["requested_slot"] == "date_debut"


async def test_a_bare_number_is_read_for_the_open_question(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(sortie, suivi("45", requested_slot="effectif")))["effectif"] == 45
    assert (await jouer(sortie, suivi("18", requested_slot="duree_mois")))["duree_mois"] == 18
    assert "effectif" not in await jouer(sortie, suivi("45", requested_slot="contrat"))


async def test_homonyms_are_kept_for_a_choice(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("un poste à Saint-Denis"))
    assert slots["requested_slot"] == "commune_choix"
    assert len(slots["communes_possibles"]) == 4 and slots.get("commune") is None


async def test_a_choice_in_words_settles_homonyms(suivi: Fabrique, sortie: CollectingDispatcher):
    avant = suivi("un poste à Saint-Denis")
    possibles = (await jouer(sortie, avant))["communes_possibles"]
    slots = await jouer(sortie, suivi("celle du Gard", requested_slot="commune_choix", communes_possibles=possibles))
    assert slots["commune"]["departement"] == "30" and slots["communes_possibles"] is None


async def test_i_do_not_know_passes_the_question(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("je ne sais pas", "ne_sait_pas", requested_slot="commune"))
    assert slots["passees"] == ["commune"] and slots["requested_slot"] == "effectif"


async def test_the_payload_of_a_button_is_a_fact(suivi: Fabrique, sortie: CollectingDispatcher):
    charge = suivi('/informer{"contrat":"cdi"}', entites=[{"entity": "contrat", "value": "cdi"}], requested_slot="contrat")
    assert (await jouer(sortie, charge))["contrat"] == "cdi"


@pytest.mark.parametrize("intent", ["recommencer", "parler_a_quelqu_un", "expliquer_question"])
async def test_an_order_changes_no_fact(suivi: Fabrique, sortie: CollectingDispatcher, intent: str):
    assert set(await jouer(sortie, suivi("on est 45", intent, requested_slot="effectif"))) == {"requested_slot"}


async def test_a_general_question_is_no_statement(suivi: Fabrique, sortie: CollectingDispatcher):
    assert "contrat" not in await jouer(sortie, suivi("un stage est-il accepté ?", "faq", requested_slot="effectif"))


async def test_what_is_said_back_is_more_than_the_bare_answer(suivi: Fabrique, sortie: CollectingDispatcher):
    await jouer(sortie, suivi("45", requested_slot="effectif"))
    assert sortie.messages == []
    await jouer(sortie, suivi("45 à Oyonnax", requested_slot="effectif"))
    assert sortie.messages[0]["response"] == "utter_note"


async def test_failures_are_forgotten_once_understood(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(sortie, suivi("45", requested_slot="effectif", echecs=2)))["echecs"] is None


async def test_no_eligible_outcome_left_ends_the_questions(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(sortie, suivi("un stage à Oyonnax")))["requested_slot"] is None


async def test_a_name_from_before_a_merger_is_taken_and_said(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("à Château-Gontier", requested_slot="commune"))
    assert slots["commune"]["nom"] == "Château-Gontier-sur-Mayenne"
    dite = next(m for m in sortie.messages if m["response"] == "utter_ancienne_commune")
    assert (dite["ancienne"], dite["actuelle"]) == ("Château-Gontier", "Château-Gontier-sur-Mayenne (53)")


async def test_a_group_of_communes_is_no_commune_but_asks_which(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("dans le Grand Chalon", requested_slot="commune"))
    assert slots["requested_slot"] == "commune_choix"
    assert slots["groupe"]["nature"] == "epci" and len(slots["communes_possibles"]) == slots["groupe"]["communes"] == 51


async def test_the_commune_of_a_group_is_chosen_by_its_name(suivi: Fabrique, sortie: CollectingDispatcher):
    apres = await jouer(sortie, suivi("dans le Grand Chalon", requested_slot="commune"))
    slots = await jouer(sortie, suivi("Saint-Rémy", **apres))
    assert slots["commune"]["code"] == "71475"
    assert slots["groupe"] is None and slots["communes_possibles"] is None
