"""A request for a person: three answers, an agreement; slots never hold what was said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import validate_demande_form
from actions.validate_demande_form import ValidateDemandeForm
from tests.actions.conftest import Fabrique
from vte.demandes import BROUILLON, NOUVELLE, Demandes


@pytest.fixture
def demandes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Demandes]:
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'demandes.sqlite'}")
    validate_demande_form.demandes.cache_clear()
    yield validate_demande_form.demandes()
    validate_demande_form.demandes.cache_clear()


async def jouer(tracker: Any) -> tuple[list[str], dict[str, Any]]:
    sortie = CollectingDispatcher()
    evenements = await ValidateDemandeForm().run(sortie, tracker, {})
    return [m["response"] for m in sortie.messages], {e["name"]: e["value"] for e in evenements}


REPONSES = {
    "demande_nom": "Marie Dupont",
    "demande_coordonnee": "mon mail : marie@exemple.fr",
    "demande_sujet": "Mon dossier à Oyonnax",
}


async def remplir(suivi: Fabrique) -> dict[str, Any]:
    _, slots = await jouer(suivi("rappelez-moi", "etre_rappele"))
    while (demandee := slots["requested_slot"]) in REPONSES:
        _, slots = await jouer(suivi(REPONSES[demandee], **slots))
    return slots


async def test_three_answers_and_an_agreement_make_a_request(suivi: Fabrique, demandes: Demandes):
    slots = await remplir(suivi)
    assert slots["requested_slot"] == "demande_accord"
    assert demandes.de("personne")[0].statut == BROUILLON
    dites, apres = await jouer(suivi("oui", "affirmer", **slots))
    assert dites == ["utter_demande_envoyee"] and apres == {"demande": None, "requested_slot": None}
    (demande,) = demandes.de("personne")
    assert (demande.statut, demande.nom, demande.coordonnee, demande.sujet) == (
        NOUVELLE,
        "Marie Dupont",
        "marie@exemple.fr",
        "Mon dossier à Oyonnax",
    )


async def test_slots_hold_only_what_lets_the_person_recognise_it(
    suivi: Fabrique, demandes: Demandes
):
    assert (await remplir(suivi))["demande"] == {
        "nom": "M. D.",
        "coordonnee": "m…@exemple.fr",
        "sujet": "21",
    }


async def test_what_is_no_address_nor_number_is_asked_otherwise(
    suivi: Fabrique, demandes: Demandes
):
    dites, slots = await jouer(
        suivi("je ne veux pas dire", requested_slot="demande_coordonnee", demande={"nom": "M."})
    )
    assert (
        dites == ["utter_pas_compris_demande_coordonnee"]
        and slots["requested_slot"] == "demande_coordonnee"
    )


@pytest.mark.parametrize(
    ("texte", "intent"),
    [("annuler", "informer"), ("laisse tomber", "hors_sujet"), ("non merci", "nier")],
)
async def test_giving_up_forgets_everything(
    suivi: Fabrique, demandes: Demandes, texte: str, intent: str
):
    slots = await remplir(suivi)
    dites, _ = await jouer(suivi(texte, intent, **slots))
    assert dites == ["utter_demande_annulee"] and demandes.de("personne") == []


async def test_a_question_meanwhile_is_answered(suivi: Fabrique, demandes: Demandes):
    tracker = suivi(
        "que faites-vous de mes données ?", "faq", requested_slot="demande_nom", demande={}
    )
    tracker.latest_message["response_selector"] = {
        "faq": {"response": {"utter_action": "utter_faq/donnees"}}
    }
    assert await jouer(tracker) == (
        ["utter_faq/donnees", "utter_demander_demande_nom"],
        {"demande": {}, "requested_slot": "demande_nom"},
    )
