"""What the tracker never keeps, nor what was read in it."""

from __future__ import annotations

from rasa.shared.core.events import SlotSet, UserUttered

from bot.masking import mask

LU = {"lecture": {"mentions": [["effectif", 6, 0, 2]]}, "text": "x", "entities": [{"value": 6}]}


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


def test_a_telephone_goes_and_what_was_read_in_it():
    events = [said("appelez le 06 12 34 56 78")]
    mask(events, 0)
    assert events[0].text == "appelez le [téléphone]"
    assert events[0].parse_data["lecture"] == {} and events[0].entities == []


def test_what_was_masked_before_is_left_alone():
    events = [said("mon numéro : 06 12 34 56 78"), said("45")]
    mask(events, 1)
    assert "06 12" in str(events[0].text)
