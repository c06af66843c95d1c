"""What is answered as one, and what is not waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.messengers.common.batches import Batch, Waiting, next_one
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.doubts import CHOICES, GO_ON, STOP, chosen
from bot.channels.messengers.common.incoming import PAYLOAD, PICTURE, TEXT, Incoming

QUIET = 1.5  # seconds
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def waits(*said: tuple[float, str] | tuple[float, str, str]) -> list[Waiting]:
    """Messages that came so many seconds ago."""
    return [
        Waiting(
            Incoming(f"m{i}", "a", one[2] if len(one) > 2 else TEXT, one[1]),
            NOW - timedelta(seconds=one[0]),
        )
        for i, one in enumerate(said)
    ]


def ids(found: Batch | float) -> tuple[str, ...]:
    assert isinstance(found, Batch)
    return found.ids


def test_a_burst_is_one_batch_once_the_person_is_quiet():
    burst = waits((3.2, "bonjour"), (2.4, "on est 45"), (1.6, "à Oyonnax"))
    assert ids(next_one(burst, QUIET, NOW)) == ("m0", "m1", "m2")


@pytest.mark.parametrize(("ago", "left"), [(0.0, 1.5), (1.0, 0.5), (-60.0, 1.5)])
def test_until_then_it_waits_and_never_longer_for_a_clock_that_is_ahead(ago: float, left: float):
    assert next_one(waits((ago, "bonjour")), QUIET, NOW) == pytest.approx(left)


def test_who_never_stops_writing_is_answered_all_the_same():
    assert ids(next_one(waits((6.1, "et"), (0.1, "encore")), QUIET, NOW)) == ("m0", "m1")


def test_a_choice_is_not_waited_for_nor_is_what_came_before_it():
    assert ids(next_one(waits((0, "/informer", PAYLOAD), (0, "merci")), QUIET, NOW)) == ("m0",)
    before = waits((0, "bonjour"), (0, "on est 45"), (0, "/informer", PAYLOAD))
    assert ids(next_one(before, QUIET, NOW)) == ("m0", "m1")


def test_stop_comes_before_all_that_waits():
    assert ids(next_one(waits((9, "bonjour"), (0, "STOP !")), QUIET, NOW)) == ("m1",)


@pytest.mark.parametrize("content", [STOP, digest(STOP)])
def test_the_choice_that_stops_all_comes_before_all_that_waits_too(content: str):
    assert ids(next_one(waits((9, "bonjour"), (0, content, PAYLOAD)), QUIET, NOW)) == ("m1",)


@pytest.mark.parametrize(
    ("said", "payload"), [("Oui !", STOP), ("non, merci", GO_ON), ("54", None)]
)
def test_yes_and_no_answer_that_question_and_no_other(said: str, payload: str | None):
    assert chosen(said, CHOICES) == payload
    assert chosen(said, [{"title": "Oui", "payload": "/oui"}]) is None


def test_the_pictures_of_an_album_and_their_caption_are_one():
    album = waits((2, "", PICTURE), (2, "on est 45", TEXT), (2, "", PICTURE))
    assert ids(next_one(album, QUIET, NOW)) == ("m0", "m1", "m2")


def test_what_is_too_long_for_one_reading_is_two():
    assert ids(next_one(waits((0, "a" * 3000), (0, "b" * 1500)), QUIET, NOW)) == ("m0",)


def test_without_that_wait_each_has_its_answer():
    assert ids(next_one(waits((0, "bonjour"), (0, "on est 45")), 0.0, NOW)) == ("m0",)
