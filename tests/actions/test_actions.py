"""The other actions: what they say, by the name of the response, and what they change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher

from actions.action_ask_commune_choix import ActionAskCommuneChoix
from actions.action_expliquer_question import ActionExpliquerQuestion
from actions.action_pas_compris import ActionPasCompris
from actions.action_recommencer import ActionRecommencer
from actions.action_session_start import ActionSessionStart
from actions.action_verdict import ActionVerdict
from tests.actions.conftest import Fabrique
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant
from vte.territoires import ouvrir

ELIGIBLE = {
    "commune": "01283", "effectif": 45, "contrat": "cdd", "duree_mois": 18, "date_debut": "2021-09-01",
    "niveau_obtenu": 5, "date_diplome": "2021-06-01",
}  # fmt: skip


async def jouer(action: Action, sortie: CollectingDispatcher, tracker: Any) -> tuple[list[str], dict[str, Any]]:
    evenements = await action.run(sortie, tracker, {})
    return [m["response"] for m in sortie.messages], {e["name"]: e["value"] for e in evenements if e["event"] == "slot"}


async def test_the_verdict_is_said_with_aids_reasons_reserves_and_a_next_step(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionVerdict(), sortie, suivi(**ELIGIBLE))
    assert dites == ["utter_verdict_eligible", "utter_verdict_aides", "utter_verdict_raisons", "utter_verdict_reserves", "utter_suite"]
    assert slots["annonce"]
    assert "4\u00a0000\u00a0€" in sortie.messages[1]["aides"]


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


async def test_one_failure_says_what_would_be_understood_two_explain(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionPasCompris(), sortie, suivi("bof", requested_slot="effectif"))
    assert dites == ["utter_pas_compris_effectif"] and slots == {"echecs": 1}
    dites, _ = await jouer(ActionPasCompris(), CollectingDispatcher(), suivi("bof", requested_slot="effectif", echecs=1))
    assert (await jouer(ActionPasCompris(), CollectingDispatcher(), suivi("bof", requested_slot="effectif", echecs=1)))[0] == ["utter_explique_effectif"]


@pytest.mark.parametrize(("echecs", "dite"), [(None, "utter_hors_sujet"), (1, "utter_explique_effectif")])
async def test_out_of_scope_twice_explains_the_open_question(suivi: Fabrique, sortie: CollectingDispatcher, echecs: int | None, dite: str):
    dites, slots = await jouer(ActionPasCompris(), sortie, suivi("bof patate", intent="hors_sujet", requested_slot="effectif", echecs=echecs))
    assert dites == [dite] and slots == {"echecs": (echecs or 0) + 1}


@pytest.mark.parametrize(("ouverte", "dite"), [(None, "utter_explique"), ("contrat", "utter_explique_contrat")])
async def test_a_question_is_explained(suivi: Fabrique, sortie: CollectingDispatcher, ouverte: str | None, dite: str):
    assert (await jouer(ActionExpliquerQuestion(), sortie, suivi(requested_slot=ouverte)))[0] == [dite]


async def test_outside_a_question_not_understood_says_what_can_be_asked(suivi: Fabrique, sortie: CollectingDispatcher):
    assert await jouer(ActionPasCompris(), sortie, suivi("bof")) == (["utter_pas_compris"], {})


async def test_each_homonym_is_a_button_with_its_departement(suivi: Fabrique, sortie: CollectingDispatcher):
    await jouer(ActionAskCommuneChoix(), sortie, suivi(communes_possibles=["93066", "97411"]))
    boutons = sortie.messages[0]["buttons"]
    assert [b["title"] for b in boutons] == ["Saint-Denis (93, Seine-Saint-Denis)", "Saint-Denis (974, La Réunion)"]
    assert json.loads(boutons[0]["payload"].removeprefix("/informer")) == {"commune": "93066"}


async def test_begin_again_forgets_every_fact(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionRecommencer(), sortie, suivi(**ELIGIBLE))
    assert dites == ["utter_recommencer"]
    assert set(ELIGIBLE) <= set(slots) and not any(slots.values())


async def test_first_contact_welcomes_and_sets_the_figures(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, slots = await jouer(ActionSessionStart(), sortie, suivi(effectif=45))
    assert dites == ["utter_accueil"]
    assert slots["effectif"] == 45 and slots["montant_vte"] == chiffres.de(courant(), aujourdhui())["montant_vte"]


@pytest.mark.parametrize(
    ("texte", "reponse", "boutons"),
    [
        ("Valence", "utter_ask_commune_choix", 3),
        ("Saint-Martin", "utter_ask_commune_choix", 5),
        ("Saint-Germain", "utter_ask_commune_choix_longue", 6),
        ("Corrèze", "utter_ask_commune_choix_seule", 1),
        ("Grand Chalon", "utter_ask_commune_groupe_epci", 6),
        ("territoire d'industrie Haut-Jura", "utter_ask_commune_groupe_territoire", 6),
    ],
)
async def test_which_commune_is_asked_as_suits_what_was_named(suivi: Fabrique, sortie: CollectingDispatcher, texte: str, reponse: str, boutons: int):
    trouvaille = ouvrir().chercher(texte)
    slots = {"communes_possibles": [r.code for r in trouvaille.resultats], "groupe": trouvaille.groupe.en_json() if trouvaille.groupe else None}
    dites, _ = await jouer(ActionAskCommuneChoix(), sortie, suivi(**slots))
    assert dites == [reponse]
    assert len(sortie.messages[0]["buttons"]) == boutons
