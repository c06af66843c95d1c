"""The form's validation: what a message changes, and what is asked next."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.validate_dossier_form import LAISSES, ValidateDossierForm
from tests.actions.conftest import Fabrique

OYONNAX = {"code": "01283", "nom": "Oyonnax", "departement": "01"}


async def jouer(sortie: CollectingDispatcher, tracker: Any) -> dict[str, Any]:
    evenements = await ValidateDossierForm().run(sortie, tracker, {})
    return {e["name"]: e["value"] for e in evenements}


async def test_several_facts_fill_several_slots_and_the_rules_ask_the_next(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    slots = await jouer(sortie, suivi("on est 45 à Oyonnax, en CDD de 18 mois"))
    assert slots["effectif"] == 45 and slots["taille"] == "pme"
    assert slots["commune"]["code"] == "01283"
    assert (slots["contrat"], slots["duree_mois"]) == ("cdd", 18)
    assert slots["requested_slot"] == "date_debut"


async def test_a_bare_number_is_read_for_the_open_question(
    suivi: Fabrique, sortie: CollectingDispatcher
):
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
    slots = await jouer(
        sortie, suivi("celle du Gard", requested_slot="commune_choix", communes_possibles=possibles)
    )
    assert slots["commune"]["departement"] == "30" and slots["communes_possibles"] is None


async def test_who_is_speaking_is_heard_and_the_question_stays_open(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    """« J'aimerais être candidat » was answered « je n'ai pas reconnu de commune »."""
    moi = suivi(
        "j'aimerais être candidat",
        entites=[{"entity": "profil", "value": "candidat"}],
        requested_slot="commune",
        profil="candidat",
    )
    slots = await jouer(sortie, moi)
    assert slots["echecs"] is None
    assert not any("pas_compris" in (m["response"] or "") for m in sortie.messages)


async def test_i_do_not_know_passes_the_question(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(sortie, suivi("je ne sais pas", "ne_sait_pas", requested_slot="commune"))
    assert slots["passees"] == ["commune"] and slots["requested_slot"] == "effectif"


async def test_the_payload_of_a_button_is_a_fact(suivi: Fabrique, sortie: CollectingDispatcher):
    charge = suivi(
        '/informer{"contrat":"cdi"}',
        entites=[{"entity": "contrat", "value": "cdi"}],
        requested_slot="contrat",
    )
    assert (await jouer(sortie, charge))["contrat"] == "cdi"


@pytest.mark.parametrize("intent", sorted(LAISSES))
async def test_what_the_rules_answer_is_left_to_them(
    suivi: Fabrique, sortie: CollectingDispatcher, intent: str
):
    assert await jouer(sortie, suivi("on est 45", intent, requested_slot="effectif")) == {}
    assert sortie.messages == []


async def test_an_answer_before_a_question_is_taken(suivi: Fabrique, sortie: CollectingDispatcher):
    assert (
        await jouer(
            sortie, suivi("45, et c'est quoi le montant ?", "faq", requested_slot="effectif")
        )
    )["effectif"] == 45


@pytest.mark.parametrize(
    "texte", ["un stage est-il accepté ?", "un stage, c'est possible ?", "et en apprentissage ?"]
)
async def test_a_general_question_is_no_answer_even_to_the_open_question(
    suivi: Fabrique, sortie: CollectingDispatcher, texte: str
):
    assert "contrat" not in await jouer(sortie, suivi(texte, "faq", requested_slot="contrat"))


async def test_a_general_question_is_no_statement(suivi: Fabrique, sortie: CollectingDispatcher):
    assert "contrat" not in await jouer(
        sortie, suivi("un stage est-il accepté ?", "faq", requested_slot="effectif")
    )


async def test_what_is_said_back_is_more_than_the_bare_answer(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    await jouer(sortie, suivi("45", requested_slot="effectif"))
    assert [m["response"] for m in sortie.messages] == ["utter_demander_commune"]
    encore = CollectingDispatcher()
    await jouer(encore, suivi("45 à Oyonnax", requested_slot="effectif"))
    assert encore.messages[0]["response"] == "utter_note"


async def test_a_correction_says_what_it_replaces(suivi: Fabrique, sortie: CollectingDispatcher):
    slots = await jouer(
        sortie, suivi("en fait on est 300", requested_slot="contrat", effectif=45, taille="pme")
    )
    assert (slots["effectif"], slots["taille"]) == (300, "eti")
    dite = sortie.messages[0]
    assert (dite["response"], dite["faits"], dite["anciens"]) == (
        "utter_corrige",
        "300\u00a0personnes",
        "45\u00a0personnes",
    )


async def test_a_year_alone_is_said_to_be_counted_from_its_first_day(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("en 2020", requested_slot="date_diplome")))[
        "date_diplome"
    ] == "2020-01-01"
    assert "utter_annee_seule" in dites(sortie)


def dites(sortie: CollectingDispatcher) -> list[str]:
    return [m["response"] for m in sortie.messages]


async def test_one_failure_says_what_would_be_read_two_explain_three_offer_a_way_out(
    suivi: Fabrique,
):
    entendues = []
    for echecs in (None, 1, 2):
        sortie = CollectingDispatcher()
        slots = await jouer(
            sortie,
            suivi("bof", "nlu_fallback", requested_slot="effectif", echecs=echecs, commune=OYONNAX),
        )
        assert slots["echecs"] == (echecs or 0) + 1 and slots["requested_slot"] == "effectif"
        entendues.append(dites(sortie)[:2])
    assert entendues[0][0] == "utter_pas_compris_effectif"
    assert entendues[1] == ["utter_pas_compris_encore", "utter_explique_effectif"]
    assert entendues[2] == ["utter_pas_compris_laisser"]


async def test_out_of_scope_says_so_and_the_question_comes_back(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    await jouer(
        sortie,
        suivi("quelle heure est-il", "hors_sujet", requested_slot="effectif", commune=OYONNAX),
    )
    assert dites(sortie) == ["utter_hors_sujet", "utter_demander_effectif"]


async def test_why_explains_the_question_and_asks_it_again(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    await jouer(
        sortie,
        suivi("pourquoi ?", "expliquer_question", requested_slot="effectif", commune=OYONNAX),
    )
    assert dites(sortie) == ["utter_explique_effectif", "utter_demander_effectif"]


async def test_a_question_with_a_fact_is_answered_and_the_fact_taken(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    tracker = suivi("c'est combien à Oyonnax ?", "faq", requested_slot="effectif")
    tracker.latest_message["response_selector"] = {
        "faq": {"response": {"utter_action": "utter_faq/montant"}}
    }
    assert (await jouer(sortie, tracker))["commune"]["code"] == "01283"
    assert dites(sortie) == ["utter_faq/montant", "utter_note", "utter_demander_effectif"]


async def test_after_a_refusal_one_may_go_on_with_the_other_questions(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    refuse = suivi("oui", "affirmer", commune={"code": "69123", "nom": "Lyon", "departement": "69"})
    slots = await jouer(sortie, refuse)
    assert slots["poursuivre"] is True and slots["requested_slot"] == "effectif"


async def test_a_key_to_say_again_is_asked_even_when_refused(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    charge = suivi(
        '/informer{"a_modifier":"effectif"}',
        entites=[{"entity": "a_modifier", "value": "effectif"}],
        contrat="stage",
        effectif=45,
    )
    assert (await jouer(sortie, charge))["requested_slot"] == "effectif"
    apres = await jouer(
        CollectingDispatcher(),
        suivi(
            "300", requested_slot="effectif", a_modifier="effectif", contrat="stage", effectif=45
        ),
    )
    assert (
        apres["effectif"] == 300 and apres["a_modifier"] is None and apres["requested_slot"] is None
    )


async def test_a_trial_that_is_kept_changes_the_dossier(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    slots = await jouer(
        sortie, suivi("garder", "garder", et_si={"duree_mois": 12}, duree_mois=8, contrat="cdd")
    )
    assert slots["duree_mois"] == 12 and slots["et_si"] is None


async def test_failures_are_forgotten_once_understood(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("45", requested_slot="effectif", echecs=2)))["echecs"] is None


async def test_no_eligible_outcome_left_ends_the_questions(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (await jouer(sortie, suivi("un stage à Oyonnax")))["requested_slot"] is None


async def test_a_name_from_before_a_merger_is_taken_and_said(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    slots = await jouer(sortie, suivi("à Château-Gontier", requested_slot="commune"))
    assert slots["commune"]["nom"] == "Château-Gontier-sur-Mayenne"
    dite = next(m for m in sortie.messages if m["response"] == "utter_ancienne_commune")
    assert (dite["ancienne"], dite["actuelle"]) == (
        "Château-Gontier",
        "Château-Gontier-sur-Mayenne (53)",
    )


async def test_a_group_of_communes_is_no_commune_but_asks_which(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    slots = await jouer(sortie, suivi("dans le Grand Chalon", requested_slot="commune"))
    assert slots["requested_slot"] == "commune_choix"
    assert (
        slots["groupe"]["nature"] == "epci"
        and len(slots["communes_possibles"]) == slots["groupe"]["communes"] == 51
    )


async def test_the_commune_of_a_group_is_chosen_by_its_name(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    apres = await jouer(sortie, suivi("dans le Grand Chalon", requested_slot="commune"))
    slots = await jouer(sortie, suivi("Saint-Rémy", **apres))
    assert slots["commune"]["code"] == "71475"
    assert slots["groupe"] is None and slots["communes_possibles"] is None
