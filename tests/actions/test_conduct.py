"""The adapter: Rasa's tracker becomes a message and a state; what to say becomes responses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conduct
from actions.conduct import ActionConduire, ActionSessionStart
from vte.demandes import BROUILLON, NOUVELLE, Demandes
from vte.lecture import Lecture, Mention, lire

OYONNAX = {"code": "01283", "nom": "Oyonnax", "departement": "01"}


def tracker(texte: str = "", intent: str = "informer", **slots: Any) -> Tracker:
    """As the Rasa server sends it, after the pipeline read `texte`."""
    question = (slots.get("conversation") or {}).get("question")
    recu = {
        "text": texte,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [],
        "intent_ranking": [],
        "lecture": lire(texte, question).en_json(),
    }
    return Tracker("personne", slots, recu, [], False, None, {}, "action_listen")


def bouton(intent: str, **porte: Any) -> Tracker:
    pressed = tracker(f"/{intent}", intent)
    pressed.latest_message["entities"] = [{"entity": n, "value": v} for n, v in porte.items()]
    return pressed


async def joue(recu: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is sent to Rasa: the messages, and the slots that are set."""
    sortie = CollectingDispatcher()
    evenements = await ActionConduire().run(sortie, recu, {})
    return sortie.messages, {e["name"]: e["value"] for e in evenements}


async def test_facts_become_slots_and_the_rest_is_one_slot():
    messages, slots = await joue(tracker("on est 45 à Oyonnax"))
    assert {n: v for n, v in slots.items() if n not in ("conversation", "reponse")} == {
        "commune": OYONNAX,
        "effectif": 45,
        "taille": "pme",
    }
    assert slots["conversation"]["question"] == "contrat"
    assert messages[-1]["response"] == "utter_demander_contrat"
    assert {"title": "CDI", "payload": '/informer{"contrat":"cdi"}'} in messages[-1]["buttons"]


async def test_only_what_changes_is_set():
    _, slots = await joue(tracker("bonjour", "saluer", effectif=45, taille="pme"))
    assert set(slots) == {"reponse"}  # what tells the reply, so that the next one differs


async def test_the_reading_is_that_of_the_pipeline_and_is_not_made_again(
    monkeypatch: pytest.MonkeyPatch,
):
    recu = tracker("45", conversation={"question": "effectif"})
    monkeypatch.setattr("vte.lecture.message.chercher", lambda *_: pytest.fail("read again"))
    assert (await joue(recu))[1]["effectif"] == 45


async def test_a_button_s_entities_are_what_it_carries():
    assert (await joue(bouton("informer", contrat="cdi")))[1]["contrat"] == "cdi"


async def test_words_that_look_like_a_command_are_read_as_words():
    recu = tracker("/faux{ on est 45")
    recu.latest_message["entities"] = [{"entity": "contrat", "value": "cdi"}]
    slots = (await joue(recu))[1]
    assert slots["effectif"] == 45 and "contrat" not in slots


async def test_a_likely_value_is_asked_back_and_the_button_takes_it():
    recu = tracker("9001", conversation={"question": "commune"})
    doute = Mention("effectif", 9001, 0, 4, confiance=0.5)
    recu.latest_message["lecture"] = Lecture(doutes=(doute,)).en_json()
    messages, slots = await joue(recu)
    assert messages[-1]["response"] == "utter_doute_effectif" and "effectif" not in slots
    assert slots["conversation"]["question"] == "effectif"
    oui = messages[-1]["buttons"][0]
    assert oui == {"title": "Oui", "payload": '/informer{"confirmer":"effectif"}'}
    presse = bouton("informer", confirmer="effectif")
    presse.slots.update(slots)
    assert (await joue(presse))[1]["effectif"] == 9001


async def test_a_question_is_answered_by_the_topic_that_the_classifier_chose():
    recu = tracker("combien ?", "faq")
    recu.latest_message["response_selector"] = {
        "faq": {"response": {"intent_response_key": "faq/montant"}}
    }
    assert (await joue(recu))[0][0]["response"] == "utter_faq/montant"


async def test_what_an_unclear_message_may_have_meant_comes_from_both_rankings():
    recu = tracker("bof", "nlu_fallback")
    recu.latest_message["intent_ranking"] = [{"name": "recapituler", "confidence": 0.3}]
    recu.latest_message["response_selector"] = {
        "faq": {
            "response": {},
            "ranking": [
                {"intent_response_key": "faq/montant", "confidence": 0.4},
                {"intent_response_key": "faq/duree", "confidence": 0.02},
            ],
        }
    }
    messages, _ = await joue(recu)
    assert [b["title"] for b in messages[0]["buttons"]] == ["Le montant", "Récapituler"]


async def test_a_response_gets_the_figures_that_it_cites_and_no_other():
    recu = tracker("combien ?", "faq")
    recu.latest_message["response_selector"] = {
        "faq": {"response": {"intent_response_key": "faq/duree"}}
    }
    (message,) = (await joue(recu))[0]
    assert message["duree_min"] == "12" and "montant_vte" not in message


async def test_a_session_opens_with_a_greeting_and_carries_over_what_is_known():
    sortie = CollectingDispatcher()
    connus = {"effectif": 45, "taille": "pme", "conversation": {"question": "commune"}}
    evenements = await ActionSessionStart().run(sortie, tracker("", **connus), {})
    assert [m["response"] for m in sortie.messages] == ["utter_reprise"]
    assert [e["event"] for e in evenements][0] == "session_started"
    assert [e["event"] for e in evenements][-1] == "action"
    poses = {e["name"]: e["value"] for e in evenements if e["event"] == "slot"}
    assert poses == {"effectif": 45, "taille": "pme", "conversation": None}


async def test_the_first_session_sets_no_slot():
    evenements = await ActionSessionStart().run(CollectingDispatcher(), tracker(), {})
    assert [e["event"] for e in evenements] == ["session_started", "action"]


@pytest.fixture
def demandes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Demandes]:
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'demandes.sqlite'}")
    conduct.demandes.cache_clear()
    yield conduct.demandes()
    conduct.demandes.cache_clear()


async def test_a_request_for_a_person_is_kept_for_the_staff_as_it_is_answered(demandes: Demandes):
    reste: dict[str, Any] = {}
    for texte, intent in (
        ("rappelez-moi", "etre_rappele"),
        ("Marie Dupont", "informer"),
        ("marie@exemple.fr", "informer"),
        ("Mon dossier", "informer"),
    ):
        _, slots = await joue(tracker(texte, intent, conversation=reste))
        reste = slots["conversation"]
    (brouillon,) = demandes.de("personne")
    assert (brouillon.statut, brouillon.nom) == (BROUILLON, "Marie Dupont")
    assert "Marie" not in str(reste) and "marie" not in str(reste)
    dites, slots = await joue(tracker("oui", "affirmer", conversation=reste))
    (envoyee,) = demandes.de("personne")
    # Nothing is left of it but that it was sent, by which « annule » is known to be of it.
    assert envoyee.statut == NOUVELLE
    assert slots["conversation"] == {"offre": "utter_demande_envoyee"}
    assert dites[0]["reference"] == envoyee.reference is not None


async def test_a_request_given_up_leaves_nothing(demandes: Demandes):
    demandes.noter("personne", nom="Marie Dupont")
    reste = {"question": "demande_coordonnee", "demande": {"nom": "M. D."}}
    await joue(tracker("annuler", "informer", conversation=reste))
    assert demandes.de("personne") == []
