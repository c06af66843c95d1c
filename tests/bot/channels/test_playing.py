"""Of a long message, read by parts: which of their answers is given."""

from __future__ import annotations

from typing import Any

from bot.channels.messengers.common.playing import _as_one


def part(text: str, understood: bool = True, **facts: Any) -> dict[str, Any]:
    """The answer to a part; `facts`: those known after it."""
    messages = [{"text": text}] if text else []
    return {"messages": messages, "state": {"dossier": facts, "understood": understood}}


def test_the_part_that_told_something_new_is_answered():
    answers = [part("45", effectif=45), part("je ne sais pas", False, effectif=45)]
    assert _as_one(answers, {}, greets=False)["messages"][0]["text"] == "45"


def test_where_nothing_is_new_the_last_one_that_was_understood_is_answered():
    answers = [part("bonjour"), part("la FAQ"), part("pas compris", False)]
    assert _as_one(answers, {}, greets=False)["messages"][0]["text"] == "la FAQ"


def test_while_staff_hold_the_conversation_the_one_notice_is_given_whichever_part_has_it():
    answers = [part("Transmis à un conseiller."), part(""), part("")]
    assert _as_one(answers, {}, greets=False)["messages"][0]["text"] == "Transmis à un conseiller."
    assert _as_one([part(""), part("")], {}, greets=False)["messages"] == []


def test_a_first_contact_is_greeted_before():
    answers = [part("Bonjour, je suis un assistant."), part("C'est noté.", effectif=45)]
    said = _as_one(answers, {}, greets=True)
    assert [said["before"][0]["text"], said["messages"][0]["text"]] == [
        "Bonjour, je suis un assistant.",
        "C'est noté.",
    ]
