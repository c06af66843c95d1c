"""The ids of a request and of a turn: taken or drawn, carried, and never words of anybody."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from vte import trace


@pytest.mark.parametrize(
    "given", ["221da5e5434f4c2daf492c4b094522c1", "a74b5136-bbc9-4c73-a7f0-4993af1e9870"]
)
def test_a_well_formed_id_is_taken(given: str):
    assert trace.begin_request(given) == given
    assert trace.ids() == {"request_id": given}


@pytest.mark.parametrize(
    "given", [None, "", "0612345678", "jean@exemple.fr", "a" * 31, "A" * 32, f"{'a' * 32}\n", "é"]
)
def test_any_other_is_replaced_by_one_that_is_drawn(given: str | None):
    taken = trace.begin_request(given)
    assert taken != given and uuid.UUID(taken)


def test_a_turn_has_an_id_until_it_ends():
    trace.begin_request()
    with trace.turn() as turn:
        assert trace.ids()["turn_id"] == turn
    assert "turn_id" not in trace.ids()


async def test_what_is_started_meanwhile_has_the_same_ids():
    """A messenger's turn is played in a task that its webhook started."""
    request = trace.begin_request()
    task = asyncio.create_task(asyncio.to_thread(trace.ids))
    trace.begin_request()
    assert await task == {"request_id": request}


def test_an_action_server_adopts_the_ids_that_it_is_given():
    request = trace.begin_request()
    with trace.turn() as turn:
        carried = trace.headers()
    trace.begin_request()
    trace.adopt({name.lower(): value for name, value in carried.items()})
    assert trace.ids() == {"request_id": request, "turn_id": turn}


def test_an_action_server_adopts_no_words():
    trace.adopt({"x-turn-id": "je m'appelle Jean", "x-request-id": "0612345678"})
    assert set(trace.ids()) == {"request_id"} and trace.ids()["request_id"] != "0612345678"
