"""The components around the one reading of a message, and what they leave in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import lecteur
from bot.nlu.classifieur import ClassifieurLineaire
from bot.nlu.faits_dabord import FaitsDabord
from bot.nlu.lecteur import LECTURE, LecteurDeFaits, entites
from vte.lecture import Lecture, lire


def lu(texte: str, **contexte: Any) -> Message:
    message = Message({TEXT: texte, METADATA: contexte or None})
    return LecteurDeFaits().process([message])[0]


def faits(message: Message) -> dict[str, Any]:
    return {e["entity"]: e["value"] for e in message.get(ENTITIES)}


def test_the_open_question_reaches_the_reading_by_the_metadata_of_the_message():
    assert faits(lu("45", question="effectif")) == {"effectif": 45}
    assert faits(lu("45")) == {}


def test_the_communes_proposed_and_the_last_fact_reach_it_too():
    choisie = lu("dans le Gard", question="commune_choix", possibles=["93066", "30247"])
    assert faits(choisie)["commune"]["code"] == "30247"
    assert faits(lu("finalement 60", derniere="effectif")) == {"effectif": 60}


def test_what_a_channel_adds_to_the_metadata_is_no_context():
    assert faits(lu("45", question="effectif", canal="web")) == {"effectif": 45}


def test_the_reading_goes_out_with_the_message():
    message = lu("45, c'est quoi le montant ?", question="effectif")
    sorti = json.loads(json.dumps(message.as_dict(only_output_properties=True)))
    assert Lecture.depuis_json(sorti[LECTURE]) == lire(message.get(TEXT), "effectif")


def test_the_payload_of_a_button_is_not_read():
    message = lu('/informer{"effectif": 45}', question="effectif")
    assert message.get(LECTURE) is None and message.get(ENTITIES) is None


def test_a_level_says_which_diploma_it_is_of():
    lues = entites(lire("j'ai un BTS et je prépare une licence"))
    assert {e["role"]: e["value"] for e in lues if "role" in e} == {"obtenu": 2, "prepare": 3}


def test_a_place_to_choose_is_an_entity_of_its_own():
    lieu = next(e for e in lu("on est à Saint-Denis").get(ENTITIES) if e["entity"] == "lieu")
    assert (lieu["value"], lieu["confidence_entity"]) == ("Saint-Denis", 0.5)
    assert "on est à Saint-Denis"[lieu["start"] : lieu["end"]] == "Saint-Denis"


def test_facts_change_the_intent_and_keep_its_ranking():
    message = lu("une soixantaine", question="effectif")
    message.set(INTENT, {"name": "hors_sujet", "confidence": 0.4})
    assert FaitsDabord().process([message])[0].get(INTENT)["name"] == "informer"


class _Modele:
    """Ranks one intent, and keeps the kinds of facts it was given."""

    def classer(self, texte: str, faits: set[str]) -> list[tuple[str, float]]:
        self.faits = faits
        return [("hors_sujet", 0.6), ("faq/montant", 0.4)]


def test_a_message_is_read_once_by_all_components(monkeypatch: pytest.MonkeyPatch):
    lectures: list[str] = []

    def compter(texte: str, **contexte: Any) -> Lecture:
        lectures.append(texte)
        return lire(texte, **contexte)

    for module in ("bot.nlu.lecteur", "vte.comprehension.model"):
        monkeypatch.setattr(f"{module}.lire", compter)
    modele: Any = _Modele()
    composants: list[Any] = [
        LecteurDeFaits(),
        ClassifieurLineaire(
            ClassifieurLineaire.get_default_config(),
            None,
            None,
            modele,  # type: ignore[arg-type]
        ),
        FaitsDabord(),
    ]
    messages = [Message({TEXT: "une soixantaine", METADATA: {"question": "effectif"}})]
    for composant in composants:
        messages = composant.process(messages)
    assert lectures == ["une soixantaine"]
    assert messages[0].get(INTENT)["name"] == "informer"
    assert modele.faits == {"effectif"}  # what it states, in answer too


def test_a_context_without_anything_open_is_no_context(monkeypatch: pytest.MonkeyPatch):
    recus: list[dict[str, Any]] = []
    monkeypatch.setattr(
        lecteur,
        "lire",
        lambda texte, **c: recus.append(c) or lire(texte),  # type: ignore[func-returns-value]
    )
    lu("bonjour", question=None, possibles=[])
    assert recus == [{}]
