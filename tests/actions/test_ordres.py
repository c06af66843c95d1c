"""What is asked of the assistant itself, in the form or out of it: what it says, and what it changes."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.validate_dossier_form import ValidateDossierForm
from tests.actions.conftest import Fabrique

ELIGIBLE = {
    "commune": {"code": "01283", "nom": "Oyonnax", "departement": "01"},
    "effectif": 45,
    "taille": "pme",
    "contrat": "cdd",
    "duree_mois": 18,
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
}
RIEN = {"echecs": None, "requested_slot": None}  # what a turn that changes nothing sets


async def jouer(sortie: CollectingDispatcher, tracker: Any) -> tuple[list[str], dict[str, Any]]:
    evenements = await ValidateDossierForm().run(sortie, tracker, {})
    return [m["response"] for m in sortie.messages], {e["name"]: e["value"] for e in evenements}


async def test_why_after_a_verdict_gives_each_reason_with_its_source(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (
        await jouer(
            sortie,
            suivi(
                "pourquoi ?",
                intent="expliquer_question",
                annonce={"statut": "eligible"},
                **ELIGIBLE,
            ),
        )
    )[0] == ["utter_pourquoi"]
    assert "décret n° 2008-1354" in sortie.messages[0]["raisons_sourcees"]


async def test_why_before_anything_says_what_is_asked_and_why(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("pourquoi ?", intent="expliquer_question")))[0] == [
        "utter_explique"
    ]


def demander_le_montant(suivi: Fabrique, texte: str) -> Any:
    tracker = suivi(texte, intent="faq")
    tracker.latest_message["response_selector"] = {
        "faq": {"response": {"utter_action": "utter_faq/montant"}}
    }
    return tracker


async def test_a_fact_said_in_a_question_outside_the_form_is_noted_and_opens_it(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    dites, slots = await jouer(
        sortie, demander_le_montant(suivi, "combien touche-t-on à Oyonnax ?")
    )
    assert (
        dites == ["utter_faq/montant", "utter_note", "utter_demander_effectif"]
        and slots["requested_slot"] == "effectif"
    )


async def test_a_question_that_states_nothing_only_gets_its_answer(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert await jouer(sortie, demander_le_montant(suivi, "combien pour un apprenti ?")) == (
        ["utter_faq/montant"],
        RIEN,
    )


async def test_what_if_compares_and_changes_nothing(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(
        sortie, suivi("et si c'était 8 mois ?", intent="comparer", **ELIGIBLE)
    )
    assert dites == ["utter_et_si_non_eligible", "utter_et_si_differences", "utter_et_si_garder"]
    assert slots == RIEN | {"et_si": {"duree_mois": 8}}


async def test_what_if_without_a_change_asks_for_one(suivi: Fabrique, sortie: CollectingDispatcher):
    assert await jouer(sortie, suivi("je voudrais comparer", intent="comparer", **ELIGIBLE)) == (
        ["utter_et_si"],
        RIEN | {"et_si": "ouverte"},
    )


async def test_what_to_change_is_offered_unless_it_is_said(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert await jouer(sortie, suivi("je veux modifier", intent="modifier")) == (
        ["utter_modifier"],
        RIEN,
    )
    _, slots = await jouer(
        CollectingDispatcher(), suivi("changer la commune", intent="modifier", **ELIGIBLE)
    )
    assert slots["a_modifier"] == "commune"


async def test_a_summary_says_the_facts_or_that_there_are_none(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("récapitule", intent="recapituler")))[0] == [
        "utter_recapitulatif_vide"
    ]
    encore = CollectingDispatcher()
    assert (await jouer(encore, suivi("récapitule", intent="recapituler", **ELIGIBLE)))[0] == [
        "utter_recapitulatif"
    ]
    assert "Oyonnax" in encore.messages[0]["faits"]


async def test_erasing_is_confirmed_first(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (await jouer(sortie, suivi("effacez tout", intent="effacer")))[0] == [
        "utter_confirmer_effacement"
    ]
    sur = suivi(
        '/effacer{"certain":true}', intent="effacer", entites=[{"entity": "certain", "value": True}]
    )
    assert (await jouer(CollectingDispatcher(), sur))[0] == ["utter_efface"]


async def test_begin_again_forgets_every_fact(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(sortie, suivi("on recommence", intent="recommencer", **ELIGIBLE))
    assert dites == ["utter_recommencer", "utter_demander_commune"]
    assert set(ELIGIBLE) <= set(slots) and not any(slots[cle] for cle in ELIGIBLE)


async def test_keeping_when_nothing_was_tried_is_not_understood(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("garder", intent="garder")))[0] == ["utter_pas_compris"]
