"""What the tracker never keeps, nor what was read in it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import SlotSet, UserUttered

from bot.masking import mask

LU = {"lecture": {"mentions": [{"cle": "effectif", "valeur": 45, "place": [0, 2]}]}}


def said(text: str) -> UserUttered:
    return UserUttered(text, parse_data={**LU, "text": text})


def test_an_answer_to_the_request_for_a_person_is_masked_whole():
    events = [SlotSet("conversation", {"question": "demande_sujet"}), said("mon usine")]
    mask(events, 1)
    assert events[1].text == "[sujet]" and events[1].parse_data["lecture"] == {}


def test_an_answer_given_after_the_session_is_masked_by_what_came_with_it():
    answer = said("Jean Dupont")
    answer.metadata = {"secret": "demande_nom"}
    events = [SlotSet("conversation", {"posees": {"effectif": 1}}), answer]
    mask(events, 1)
    assert answer.text == "[nom]"


def test_a_correction_at_the_agreement_is_masked_and_a_plain_yes_is_not():
    asked = {"secret": "demande_accord"}
    yes, more = said("oui"), said("non, je m'appelle Jean Dupond")
    for event, name in ((yes, "affirmer"), (more, "nier")):
        event.metadata, event.intent = asked, {"name": name}
    mask([yes, more], 0)
    assert (yes.text, more.text) == ("oui", "[réponse]")


def test_other_words_are_kept_with_their_reading():
    events = [SlotSet("conversation", {"question": "effectif"}), said("45")]
    mask(events, 0)
    assert events[1].text == "45" and events[1].parse_data["lecture"] == LU["lecture"]


def test_what_was_read_in_masked_words_goes_with_them():
    read = {"mentions": [{"cle": "effectif", "valeur": 6, "place": [11, 13]}]}
    event = UserUttered(
        "appelez le 06 12 34 56 78",
        parse_data={"lecture": read},
        entities=[{"entity": "effectif", "value": 6, "start": 11, "end": 13}],
    )
    mask([event], 0)
    assert event.text == "appelez le [téléphone]"
    assert event.parse_data["lecture"] == {}
    assert event.entities == [] == event.parse_data["entities"]


def test_what_was_read_beside_them_is_kept_at_the_place_of_its_words():
    said_it = "je m'appelle Jean Dupont, PME de 45 à Vichy, 06 12 34 56 78"
    where = {w: (said_it.index(w), said_it.index(w) + len(w)) for w in ("45", "Vichy", "PME")}
    vichy = {"code": "03310", "nom": "Vichy", "departement": "03"}
    read = {
        "mentions": [
            {"cle": "profil", "valeur": "entreprise", "place": [0, len(said_it)]},
            {"cle": "effectif", "valeur": 45, "place": [*where["45"]]},
            {"cle": "commune", "valeur": vichy, "place": [*where["Vichy"]]},
        ],
        "lieu": {"communes": [["03310", "Vichy", "03", 1.0]]},
        "place": [*where["Vichy"]],
        "doutes": [{"cle": "taille", "valeur": "pme", "place": [*where["PME"]], "confiance": 0.5}],
    }
    entity = {"entity": "effectif", "value": 45, "start": where["45"][0], "end": where["45"][1]}
    event = UserUttered(said_it, parse_data={"lecture": read}, entities=[entity])
    mask([event], 0)
    text, kept = str(event.text), event.parse_data["lecture"]
    assert text == "je m'appelle [nom], PME de 45 à Vichy, [téléphone]"
    assert kept["mentions"][0]["place"] == [0, len(text)]
    assert [words(text, m) for m in kept["mentions"][1:]] == ["45", "Vichy"]
    assert words(text, kept) == "Vichy" and words(text, kept["doutes"][0]) == "PME"
    assert text[event.entities[0]["start"] : event.entities[0]["end"]] == "45"
    assert event.parse_data["text"] == text


def words(text: str, read: dict[str, Any]) -> str:
    return text[slice(*read["place"])]


@pytest.mark.parametrize("slash", ["/", "/ /", "//", " /", "\u200b/"])
def test_words_that_begin_with_a_slash_are_masked_like_any_other(slash: str):
    events = [said(f"{slash}voici jean.dupont@exemple.fr, 06 12 34 56 78")]
    mask(events, 0)
    assert events[0].text == f"{slash}voici [adresse électronique], [téléphone]"
    answer = said(f"{slash}Jean Dupont")
    answer.metadata, answer.intent = {"secret": "demande_nom"}, {"name": "informer"}
    mask([answer], 0)
    assert answer.text == "[nom]"


def test_a_choice_is_no_answer_in_words_and_stays():
    choice = said('/informer{"accord":true}')
    choice.metadata, choice.intent = {"secret": "demande_accord"}, {"name": "informer"}
    mask([choice], 0)
    assert choice.text == '/informer{"accord":true}'


def test_what_was_masked_before_is_left_alone():
    events = [said("mon numéro : 06 12 34 56 78"), said("45")]
    mask(events, 1)
    assert "06 12" in str(events[0].text)
