"""A turn measured: how it ended, what took how long, what kind of answer; and nobody's words."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from prometheus_client import REGISTRY, generate_latest
from sqlalchemy.exc import OperationalError

from bot.channels.shared.errors import Malformed, NotReady, TooManyRequests
from bot.observability import metrics, turns
from vte.conversation.doute import CONFIRMER
from vte.conversation.parole import charge


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def answer(**state: Any) -> dict[str, Any]:
    known = {"dossier": {}, "question": None, "understood": True, "verdict": None}
    return {
        "messages": [{"text": "Bonjour", "buttons": [], "custom": {}}],
        "state": known | {"progress": {"answered": 0, "total": 7}} | state,
    }


def ended(**labels: str) -> float:
    return value("vte_turns_total", **labels)


def test_an_answered_turn_is_counted_by_channel():
    before = ended(channel="web", outcome="answered")
    with turns.observed("web") as turn:
        turn.answer = answer()
    assert ended(channel="web", outcome="answered") == before + 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Malformed("Non."), "refused"),
        (TooManyRequests("Trop."), "refused"),
        (NotReady("Plus tard."), "busy"),
        (OperationalError("SELECT 1", {}, Exception()), "database"),
        (ZeroDivisionError(), "failed"),
        (asyncio.CancelledError(), "gone"),
    ],
)
def test_a_turn_that_raises_is_counted_by_what_it_raised(error: BaseException, outcome: str):
    before = ended(channel="web", outcome=outcome)
    with pytest.raises(type(error)), turns.observed("web"):
        raise error
    assert ended(channel="web", outcome=outcome) == before + 1


def test_an_answer_given_again_counts_as_such_and_its_state_not_at_all():
    before = ended(channel="web", outcome="repeated")
    understood = value("vte_understood_total", channel="web")
    with turns.observed("web") as turn:
        turns.given_again()
        turn.answer = answer()
    assert ended(channel="web", outcome="repeated") == before + 1
    assert value("vte_understood_total", channel="web") == understood


def test_an_outage_is_told_by_its_message():
    broken = answer()
    broken["messages"][0]["custom"] = {"retry": True}
    before = ended(channel="web", outcome="outage")
    with turns.observed("web") as turn:
        turn.answer = broken
    assert ended(channel="web", outcome="outage") == before + 1


def test_what_was_not_understood_is_counted_apart():
    before = value("vte_not_understood_total", channel="telegram")
    with turns.observed("telegram") as turn:
        turn.answer = answer(understood=False)
    assert value("vte_not_understood_total", channel="telegram") == before + 1


def test_a_value_asked_back_is_counted_by_its_key():
    asked = answer()
    asked["messages"][0]["buttons"] = [
        {"title": "Oui", "payload": charge(**{CONFIRMER: "effectif"})},
        {"title": "Non", "payload": "des {mots} entre accolades"},
    ]
    before = value("vte_asked_back_total", key="effectif")
    with turns.observed("web") as turn:
        turn.answer = asked
    assert value("vte_asked_back_total", key="effectif") == before + 1


def test_questions_and_verdicts_are_counted_by_words_of_the_rules():
    asked, judged = (
        value("vte_questions_total", key="contrat"),
        value("vte_verdicts_total", statut="eligible"),
    )
    with turns.observed("web") as turn:
        turn.answer = answer(question="contrat", verdict={"statut": "eligible"})
    assert value("vte_questions_total", key="contrat") == asked + 1
    assert value("vte_verdicts_total", statut="eligible") == judged + 1


def test_what_the_rules_do_not_know_never_becomes_a_label():
    strange = answer(question="Jean Dupont", verdict={"statut": "06 12 34 56 78"})
    strange["messages"][0]["buttons"] = [
        {"title": "Oui", "payload": charge(**{CONFIRMER: "jean@exemple.fr"})}
    ]
    with turns.observed("web") as turn:
        turn.answer = strange
    exposed = generate_latest().decode()
    assert 'key="other"' in exposed and 'statut="other"' in exposed
    assert not any(said in exposed for said in ("Dupont", "06 12", "exemple.fr"))


async def test_stages_deep_inside_a_turn_are_its_own_while_others_are_played():
    """Two turns at once, each in its task."""

    async def play(stage: str) -> set[str]:
        with turns.observed("web") as turn:
            with turns.stage(stage):
                await asyncio.sleep(0)
            turn.answer = answer()
        return set(turn.seconds)

    read, decided = await asyncio.gather(play("read"), play("decide"))
    assert read == {"read", "total"} and decided == {"decide", "total"}


def test_a_stage_is_timed_by_its_name_and_adds_up():
    before = value("vte_turn_seconds_count", stage="store")
    with turns.observed("web") as turn:
        for _ in range(3):
            with turns.stage("store"):
                pass
        turn.answer = answer()
    assert value("vte_turn_seconds_count", stage="store") == before + 1
    assert turn.seconds["total"] >= turn.seconds["store"] > 0


async def test_what_is_waited_for_at_a_lock_is_a_stage_and_what_is_done_under_it_is_not():
    lock, order = asyncio.Lock(), []

    async def second() -> dict[str, float]:
        with turns.observed("web") as turn:
            async with turns.entering("lock", lock):
                order.append("second")
            turn.answer = answer()
        return turn.seconds

    async with lock:
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.02)
        order.append("first")
    seconds = await waiting
    assert order == ["first", "second"]
    assert 0 < seconds["lock"] <= seconds["total"]


def test_a_stage_outside_a_turn_is_nobody_s():
    before = value("vte_turn_seconds_count", stage="load")
    with turns.stage("load"):
        pass
    assert value("vte_turn_seconds_count", stage="load") == before


def test_turns_in_progress_are_those_not_ended():
    with turns.observed("web"):
        assert value("vte_turns_in_progress", channel="web") == 1
    assert value("vte_turns_in_progress", channel="web") == 0


def test_a_turn_is_one_line_that_holds_none_of_what_was_said(caplog: pytest.LogCaptureFixture):
    said = answer(understood=False, question="effectif", dossier={"effectif": 45})
    with caplog.at_level(logging.INFO, turns.__name__), turns.observed("web") as turn:
        turn.answer = said
    (line,) = caplog.records
    assert (line.getMessage(), line.channel, line.outcome) == ("turn", "web", "answered")
    assert (line.understood, line.question) == (False, "effectif")
    assert set(line.seconds) == {"total"}
    assert "Bonjour" not in str(line.__dict__) and "45" not in str(line.question)


def test_every_outcome_is_one_that_is_declared():
    told = {s.labels["outcome"] for m in metrics.TURNS.collect() for s in m.samples}
    assert told and told <= set(turns.OUTCOMES)
