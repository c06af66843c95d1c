"""How the verdict is announced: what is said, by the name of the response, and in which order."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from actions.verdict import annoncer, motiver
from tests.actions.conftest import Fabrique
from tests.test_contenu import TEXTES

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


def jouer(
    sortie: CollectingDispatcher, tracker: Any, lu: bool = True
) -> tuple[list[str], dict[str, Any]]:
    evenements = annoncer(sortie, tracker, entretien(tracker), lu)
    return [m["response"] for m in sortie.messages], {e["name"]: e["value"] for e in evenements}


def test_the_verdict_is_said_with_aids_reasons_reserves_and_a_next_step(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    dites, slots = jouer(sortie, suivi(**ELIGIBLE))
    assert dites == [
        "utter_verdict_eligible",
        "utter_verdict_raisons",
        "utter_verdict_aides",
        "utter_verdict_reserves",
        "utter_suite",
    ]
    assert slots["annonce"]
    assert sortie.messages[0]["en_bref"] == "4\u00a0000\u00a0€ pour l'entreprise"
    assert "4\u00a0000\u00a0€" in sortie.messages[2]["aides"]


def test_a_refusal_that_one_can_lift_says_how(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, _ = jouer(sortie, suivi(**ELIGIBLE | {"duree_mois": 8}))
    assert "utter_verdict_pistes" in dites
    assert "12\u00a0mois au lieu de 8" in next(
        m["pistes"] for m in sortie.messages if m["response"] == "utter_verdict_pistes"
    )


def test_a_refusal_comes_with_its_reasons_and_without_aids(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    dites, _ = jouer(
        sortie,
        suivi(**ELIGIBLE | {"commune": {"code": "69123", "nom": "Lyon", "departement": "69"}}),
    )
    assert dites[0] == "utter_verdict_non_eligible" and "utter_verdict_aides" not in dites
    assert "Lyon" in sortie.messages[1]["raisons"]


def test_out_of_period_is_said_first(suivi: Fabrique, sortie: CollectingDispatcher):
    dites, _ = jouer(
        sortie, suivi(**ELIGIBLE | {"date_debut": "2026-12-01", "date_diplome": "2026-06-01"})
    )
    assert dites[0] == "utter_verdict_hors_periode"


def test_what_was_not_known_remains_to_be_told(suivi: Fabrique, sortie: CollectingDispatcher):
    connus = {c: v for c, v in ELIGIBLE.items() if c not in ("effectif", "taille")}
    dites, _ = jouer(sortie, suivi(**connus, passees=["effectif"]))
    assert dites[0] == "utter_verdict_incomplet" and "utter_verdict_reste" in dites


def test_the_same_verdict_is_not_recited_again(suivi: Fabrique, sortie: CollectingDispatcher):
    _, slots = jouer(sortie, suivi(**ELIGIBLE))
    assert jouer(CollectingDispatcher(), suivi(**ELIGIBLE, **slots))[0] == [
        "utter_verdict_inchange",
        "utter_verdict_eligible",
    ]


def test_nothing_read_after_a_verdict_is_not_understood(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    _, slots = jouer(sortie, suivi(**ELIGIBLE))
    assert jouer(CollectingDispatcher(), suivi(**ELIGIBLE, **slots), lu=False)[0] == [
        "utter_pas_compris"
    ]


def test_a_refusal_with_questions_left_offers_to_go_on(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    assert (
        jouer(sortie, suivi(commune={"code": "69123", "nom": "Lyon", "departement": "69"}))[0][-1]
        == "utter_suite_refus"
    )


ALTERNANCE = ELIGIBLE | {
    "contrat": "apprentissage",
    "niveau_obtenu": 2,
    "niveau_prepare": 3,
    "duree_mois": 10,
    "date_diplome": None,
}
COURT = 1600  # WhatsApp's, the shortest of the platforms


@pytest.mark.parametrize(
    "dossier", [ELIGIBLE, ELIGIBLE | {"commune": None}, ALTERNANCE, ALTERNANCE | {"duree_mois": 24}]
)
def test_nothing_said_is_too_long_for_a_messenger(
    suivi: Fabrique, sortie: CollectingDispatcher, dossier: dict[str, Any]
):
    motiver(sortie, entretien(suivi(**dossier)))
    jouer(sortie, suivi(**dossier))
    for message in sortie.messages:
        texte = TEXTES.variante(message["response"], canal="whatsapp").texte
        assert len(texte.format_map(defaultdict(str, message))) <= COURT, message["response"]
