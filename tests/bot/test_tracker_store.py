"""Rasa's tracker store: nothing is read twice, nothing is stale, nothing is lost in silence."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    DefinePrevUserUtteredFeaturization,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.storage import rows, turns
from bot.storage.short import TURNS_MAX
from bot.storage.turns import Crossed, Exchange
from bot.tracker_store import TrackerStore, Turn
from tests.bases import contenu
from vte import effacement
from vte.suivi import EVENEMENTS, Effacement, effacements


@pytest.fixture
def base_suivi(
    url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> str:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return url_vide


@pytest.fixture
def suivi(base_suivi: str) -> TrackerStore:
    return TrackerStore(Domain.empty(), base_suivi)


async def tour(suivi: TrackerStore, *evenements: str | Event, qui: str = "a") -> Turn:
    """A turn as a channel plays it, in which these events come; a text: somebody says it."""
    async with suivi.turn(qui, uuid.uuid4().hex) as turn:
        tracker = await suivi.get_or_create_tracker(qui, append_action_listen=False)
        for evenement in evenements:
            tracker.update(UserUttered(evenement) if isinstance(evenement, str) else evenement)
        tracker.update(ActionExecuted("action_listen"))
        await suivi.save(tracker)
        await suivi.keep(turn, None)
    return turn


def dits(tracker: DialogueStateTracker | None) -> list[str | None]:
    return [e.text for e in tracker.events if isinstance(e, UserUttered)] if tracker else []


async def test_turns_are_stored_once_each(suivi: TrackerStore, base_suivi: str):
    for texte in ("un", "deux", "trois"):
        await tour(suivi, texte)
    assert dits(await TrackerStore(Domain.empty(), base_suivi).retrieve("a")) == [
        "un",
        "deux",
        "trois",
    ]


async def test_a_note_for_policies_that_we_do_not_have_is_not_stored(
    suivi: TrackerStore, base_suivi: str
):
    await tour(suivi, "un", DefinePrevUserUtteredFeaturization(False))
    await tour(suivi, "deux")
    relu = await TrackerStore(Domain.empty(), base_suivi).retrieve("a")
    assert relu is not None and dits(relu) == ["un", "deux"]
    notes = [e for e in relu.events if isinstance(e, DefinePrevUserUtteredFeaturization)]
    assert notes == []


async def test_a_tracker_just_saved_is_not_read_again(
    suivi: TrackerStore, monkeypatch: pytest.MonkeyPatch
):
    await tour(suivi, "un")

    def relire(*_: object) -> None:
        raise AssertionError("read from the database")

    monkeypatch.setattr(rows, "read", relire)
    assert dits(await suivi.peek("a")) == dits(await suivi.retrieve("a")) == ["un"]


async def test_what_another_process_wrote_is_seen(suivi: TrackerStore, base_suivi: str):
    await tour(suivi, "un")
    await tour(TrackerStore(Domain.empty(), base_suivi), "deux")
    assert dits(await suivi.peek("a")) == ["un", "deux"]
    await tour(suivi, "trois")
    assert dits(await suivi.retrieve("a")) == ["un", "deux", "trois"]


async def test_a_turn_that_broke_midway_leaves_nothing(suivi: TrackerStore):
    await tour(suivi, "un")
    with pytest.raises(RuntimeError):
        async with suivi.turn("a", "m2") as turn:
            assert turn.tracker is not None
            turn.tracker.update(UserUttered("jamais gardé"))
            raise RuntimeError
    assert dits(await suivi.retrieve("a")) == ["un"]


async def test_a_new_session_starts_with_its_own_events_and_keeps_the_slots_it_was_given(
    suivi: TrackerStore,
):
    await tour(suivi, "un")
    debut = (ActionExecuted("action_session_start"), SessionStarted())
    await tour(suivi, *debut, SlotSet("effectif", 45), "deux")
    assert dits(await suivi.retrieve("a")) == ["deux"]


async def test_erasing_leaves_nothing_of_one_conversation_and_all_of_the_others(
    suivi: TrackerStore,
):
    await tour(suivi, "un", qui="a")
    await tour(suivi, "deux", qui="b")
    effacement.effacer(["a"])
    assert "a" not in suivi._kept and "b" in suivi._kept
    assert await suivi.retrieve("a") is None and dits(await suivi.retrieve("b")) == ["deux"]


async def test_what_two_processes_would_write_after_the_same_event_is_refused_to_the_second(
    suivi: TrackerStore, base_suivi: str
):
    await tour(suivi, "un")
    mine = await suivi.get_or_create_tracker("a", append_action_listen=False)
    await tour(TrackerStore(Domain.empty(), base_suivi), "deux")
    mine.update(UserUttered("deux aussi"))
    with pytest.raises(Crossed):
        await suivi.save(mine)
    assert dits(await suivi.retrieve("a")) == ["un", "deux"]


async def test_personal_data_are_masked_before_anything_is_kept(
    suivi: TrackerStore, base_suivi: str
):
    turn = await tour(suivi, "écrivez à marie@exemple.fr ou au 06 12 34 56 78")
    assert dits(turn.tracker) == ["écrivez à [adresse électronique] ou au [téléphone]"]
    assert b"marie" not in contenu(base_suivi)


async def test_a_long_conversation_is_handed_back_short_with_its_slots_and_its_form(
    base_suivi: str,
):
    domaine = Domain.from_dict(
        {
            "slots": {
                "effectif": {"type": "any", "mappings": [{"type": "custom"}]},
                "conversation": {"type": "any", "mappings": [{"type": "custom"}]},
            },
        }
    )
    suivi = TrackerStore(domaine, base_suivi)
    known = (SlotSet("effectif", 45), SlotSet("conversation", {"question": "contrat"}))
    for n in range(30):
        await tour(suivi, f"message {n}", *(known if n == 0 else ()))
    court = await suivi.retrieve("a")
    assert court is not None and len(dits(court)) <= TURNS_MAX and dits(court)[-1] == "message 29"
    assert (
        court.get_slot("effectif") == 45 and court.get_slot("conversation")["question"] == "contrat"
    )
    assert dits(await TrackerStore(domaine, base_suivi).retrieve("a")) == [
        f"message {n}" for n in range(30)
    ]


async def test_every_answer_to_a_request_for_a_person_is_masked_whole_and_no_other(
    suivi: TrackerStore, base_suivi: str
):
    tracker = await suivi.get_or_create_tracker("a", append_action_listen=False)
    for demandee, texte in (
        (None, "rappelez-moi"),
        ("demande_nom", "Marie Dupont"),
        ("demande_sujet", "mon usine"),
        (None, "merci"),
    ):
        tracker.update(SlotSet("conversation", {"question": demandee} if demandee else None))
        tracker.update(
            UserUttered(
                texte, parse_data={"text": texte, "entities": [{"entity": "lieu", "value": texte}]}
            )
        )
        await suivi.save(tracker)
        tracker = await suivi.retrieve("a") or tracker
    assert dits(tracker) == ["rappelez-moi", "[nom]", "[sujet]", "merci"]
    assert b"Dupont" not in contenu(base_suivi) and b"usine" not in contenu(base_suivi)


async def test_what_is_erased_is_no_longer_in_the_database_and_its_ids_are_not_given_again(
    suivi: TrackerStore, base_suivi: str
):
    await tour(suivi, "un secret bien gardé")
    avant = suivi._kept["a"].last
    effacement.effacer(["a"])
    assert "un secret bien gardé" not in contenu(base_suivi).decode("utf-8", "replace")
    await tour(suivi, "autre chose", qui="b")
    with suivi.engine.connect() as lien:
        assert min(lien.execute(sa.select(EVENEMENTS.c.id)).scalars()) > avant
        assert effacements(lien, datetime.now(UTC) - timedelta(hours=1)) == [Effacement("a", avant)]


async def test_what_is_erased_while_a_turn_is_played_is_not_stored_by_that_turn(
    suivi: TrackerStore,
):
    await tour(suivi, "bonjour", qui="alice")
    tracker = await suivi.get_or_create_tracker("alice", append_action_listen=False)
    tracker.update(UserUttered("un secret"))
    effacement.effacer(["alice"])
    await suivi.save(tracker)
    assert await suivi.peek("alice") is None
    await tour(suivi, "me revoilà", qui="alice")
    assert dits(await suivi.peek("alice")) == ["me revoilà"]


async def test_a_turn_that_is_not_kept_lets_the_next_one_come(suivi: TrackerStore):
    async with suivi.turn("a", "m1"):
        pass
    await asyncio.wait_for(tour(suivi, "un"), 5)
    assert dits(await suivi.peek("a")) == ["un"]


async def test_an_exchange_is_stored_with_its_turn_and_given_back_to_the_same_message(
    suivi: TrackerStore,
):
    answer = {"messages": [{"text": "Bonjour."}]}
    async with suivi.turn("a", "m1") as turn:
        turn.tracker = suivi.init_tracker("a")
        turn.tracker.update(UserUttered("bonjour"))
        await suivi.keep(turn, Exchange("bonjour", answer, "2026-01-01T00:00:00+00:00"))
    async with suivi.turn("a", "m1") as again:
        assert again.begun.answer == answer and dits(again.tracker) == ["bonjour"]


async def test_a_database_that_cannot_be_read_is_an_error_and_no_new_person(
    suivi: TrackerStore, monkeypatch: pytest.MonkeyPatch
):
    await tour(suivi, "un")

    def cut(*_: object) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("server closed the connection"))

    with monkeypatch.context() as patch:
        patch.setattr(suivi.engine, "connect", cut)
        with pytest.raises(sa.exc.OperationalError):
            async with suivi.turn("a", "m2"):
                pytest.fail("a turn began")
    assert dits(await suivi.peek("a")) == ["un"]


async def test_two_processes_play_the_turns_of_one_person_one_after_the_other(
    base_postgres: Callable[[], str],
):
    """As many turns at once as both can play: none is lost, none is refused."""
    url = base_postgres()
    stores = [TrackerStore(Domain.empty(), url) for _ in range(2)]
    await asyncio.gather(*(tour(stores[n % 2], f"message {n}") for n in range(40)))
    said = dits(await TrackerStore(Domain.empty(), url).peek("a"))
    assert sorted(said, key=str) == sorted((f"message {n}" for n in range(40)), key=str)


async def test_who_stands_still_loses_the_lock_and_can_write_nothing_more(
    base_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(turns, "HOLDER_SECONDS", 1)
    url = base_postgres()
    frozen, other = (TrackerStore(Domain.empty(), url) for _ in range(2))
    async with frozen.turn("a", "m1") as turn:
        turn.tracker = frozen.init_tracker("a")
        turn.tracker.update(UserUttered("trop tard"))
        await asyncio.wait_for(tour(other, "un"), 15)
        with pytest.raises(sa.exc.DBAPIError):
            await frozen.keep(turn, None)
    assert dits(await other.peek("a")) == ["un"]


async def test_an_erasure_waits_for_the_turn_that_is_played(
    base_postgres: Callable[[], str],
    stores_elsewhere: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
):
    url = base_postgres()
    monkeypatch.setenv("VTE_SUIVI", url)
    suivi = TrackerStore(Domain.empty(), url)
    async with suivi.turn("a", "m1") as turn:
        turn.tracker = suivi.init_tracker("a")
        turn.tracker.update(UserUttered("un secret"))
        erasing = asyncio.create_task(asyncio.to_thread(effacement.effacer, ["a"]))
        await asyncio.sleep(0.3)
        assert not erasing.done()
        await suivi.keep(turn, None)
    await asyncio.wait_for(erasing, 15)
    assert b"secret" not in contenu(url)
