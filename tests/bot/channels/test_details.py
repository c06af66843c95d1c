"""What a phone's screen holds of an answer, and what is given on demand."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.messengers.common.details import (
    BUTTON,
    TEXT_MAX,
    asked,
    choices,
    led,
    noted,
    rest,
    short,
)
from bot.channels.messengers.common.digests import digest

CDI = {"title": "CDI", "payload": "/informercdi"}


def said(*texts: str, **custom: Any) -> list[dict[str, Any]]:
    """An answer of the contract, whose last message has a choice."""
    messages = [{"text": t, "buttons": [], "custom": {}} for t in texts]
    messages[-1] |= {"buttons": [CDI], "custom": custom}
    return messages


def test_a_short_answer_is_one_message_with_its_choices_and_nothing_is_left():
    (only,) = short(said("C'est noté.", "Quel contrat ?", demande="envoyee"))
    assert only["text"] == "C'est noté.\nQuel contrat ?"
    assert only["buttons"] == [CDI] and only["custom"] == {"demande": "envoyee"}
    assert rest(said("C'est noté.", "Quel contrat ?")) == []


def test_a_verdict_stays_whole_beside_what_comes_next():
    verdict = "Verdict. " * 60
    first, last = short(said(verdict, "Et maintenant ? " * 5))
    assert first["text"] == verdict.strip() and last["buttons"] == [CDI]


def test_a_long_answer_shows_its_beginning_and_its_question_and_the_rest_on_demand():
    reasons = "\n".join(f"- condition {n} : " + "parce que " * 8 for n in range(20))
    first, last = short(said(reasons, "Combien êtes-vous ?"))
    assert first["text"].startswith("- condition 0") and len(first["text"]) <= TEXT_MAX
    assert last["text"].endswith("\nCombien êtes-vous ?") and last["buttons"] == [CDI, BUTTON]
    (left,) = rest(said(reasons, "Combien êtes-vous ?"))
    assert "condition 19" in left["text"] and left["buttons"] == [CDI]
    assert choices(said(reasons, "Combien êtes-vous ?")) == [CDI, BUTTON]


def test_a_refusal_after_a_welcome_is_on_the_screen_and_not_left_for_later():
    welcome, noted_, refusal = "Bienvenue. " * 30, "C'est noté. " * 12, "C'est un refus. " * 25
    shown = short(said(welcome, noted_, refusal + "La fin du refus.", "Quel contrat ?"))
    assert "La fin du refus." in shown[1]["text"] and rest(said(welcome, noted_, refusal)) == []


def test_a_heading_goes_with_what_it_announces():
    lines = ["Bonjour. " * 62, "Les aides du VTE :", *(f"- aide {n} " * 20 for n in range(4))]
    first, last = short(said("\n".join(lines), "Quel contrat ?"))
    assert not first["text"].endswith(":") and last["text"].startswith("Les aides du VTE :")


@given(st.lists(st.text(alphabet="ab .\n", max_size=900), min_size=1, max_size=6))
def test_whatever_is_said_fits_in_two_messages_and_nothing_is_lost(texts: list[str]):
    answer = said(*texts)
    shown, left = short(answer), rest(answer)
    if any(t.strip() for t in texts):
        assert len(shown) <= 2 and all(0 < len(m["text"]) <= TEXT_MAX for m in shown)
    kept = sorted("".join(m["text"] for m in shown + left).replace("\n", "").replace(" ", ""))
    assert kept == sorted("".join(texts).replace("\n", "").replace(" ", ""))


@given(
    st.text(alphabet="ab .", max_size=3000).filter(str.strip),
    st.text(alphabet="ab .", max_size=500),
    st.lists(st.text(alphabet="ab .\n", max_size=900).filter(str.strip), min_size=1, max_size=6),
)
def test_whatever_is_read_before_it_makes_no_third_message(late: str, note: str, texts: list[str]):
    answer = short(said(*texts))
    for shown in (led(late, answer), noted(note[:300], answer), short(rest(said(*texts)))):
        assert shown is None or len(shown) <= 2
        assert shown is None or all(len(m["text"]) <= TEXT_MAX for m in shown)


def test_what_is_long_is_read_to_its_end_a_screen_at_a_time():
    whole = "\n".join(f"- condition {n} : " + "parce que " * 8 for n in range(40))
    read, answer = [], said(whole, "Combien êtes-vous ?")
    shown = short(answer)
    while True:
        assert len(shown) <= 2
        read += [m["text"] for m in shown]
        if not (answer := rest(answer)):
            break
        shown = short(answer)
    assert all(f"- condition {n} :" in "\n".join(read) for n in range(40))


def test_the_rest_is_asked_for_by_its_choice_or_in_words():
    for word in ("Plus de détails", "détails", "plus de details !", "/details", digest("/details")):
        assert asked(word)
    for word in ("détails du contrat", "plus", "", "oui"):
        assert not asked(word)
