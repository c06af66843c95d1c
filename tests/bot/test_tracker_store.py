"""The tracker store: nothing is read twice, nothing is stale, nothing is lost in silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    DefinePrevUserUtteredFeaturization,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import TURNS_MAX, TrackerStore
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


async def tour(suivi: TrackerStore, texte: str, qui: str = "a") -> DialogueStateTracker:
    tracker = await suivi.get_or_create_tracker(qui, append_action_listen=False)
    tracker.update(UserUttered(texte))
    tracker.update(ActionExecuted("action_listen"))
    await suivi.save(tracker)
    return tracker


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
    tracker = await tour(suivi, "un")
    tracker.update(DefinePrevUserUtteredFeaturization(False))
    await suivi.save(tracker)
    await tour(suivi, "deux")
    relu = await TrackerStore(Domain.empty(), base_suivi).retrieve("a")
    assert relu is not None and dits(relu) == ["un", "deux"]
    notes = [e for e in relu.events if isinstance(e, DefinePrevUserUtteredFeaturization)]
    assert notes == []


async def test_a_tracker_just_saved_is_not_read_again(
    suivi: TrackerStore, monkeypatch: pytest.MonkeyPatch
):
    await tour(suivi, "un")

    async def relire(*_: object) -> None:
        raise AssertionError("read from the database")

    monkeypatch.setattr("rasa.core.tracker_store.SQLTrackerStore.retrieve", relire)
    assert dits(await suivi.peek("a")) == dits(await suivi.retrieve("a")) == ["un"]


async def test_what_another_process_wrote_is_seen(suivi: TrackerStore, base_suivi: str):
    await tour(suivi, "un")
    await tour(TrackerStore(Domain.empty(), base_suivi), "deux")
    assert dits(await suivi.peek("a")) == ["un", "deux"]
    await tour(suivi, "trois")
    assert dits(await suivi.retrieve("a")) == ["un", "deux", "trois"]


async def test_a_turn_that_broke_midway_leaves_nothing(suivi: TrackerStore):
    await tour(suivi, "un")
    brise = await suivi.retrieve("a")
    assert brise is not None
    brise.update(UserUttered("jamais gardé"))
    assert dits(await suivi.retrieve("a")) == ["un"]


async def test_a_new_session_starts_with_its_own_events_and_keeps_the_slots_it_was_given(
    suivi: TrackerStore,
):
    tracker = await tour(suivi, "un")
    for evenement in (
        ActionExecuted("action_session_start"),
        SessionStarted(),
        SlotSet("effectif", 45),
        UserUttered("deux"),
    ):
        tracker.update(evenement)
    await suivi.save(tracker)
    assert dits(await suivi.retrieve("a"))[-1:] == ["deux"]


async def test_erasing_leaves_nothing_of_one_conversation_and_all_of_the_others(
    suivi: TrackerStore,
):
    await tour(suivi, "un", "a")
    await tour(suivi, "deux", "b")
    effacement.effacer(["a"])
    assert "a" not in suivi._kept and "b" in suivi._kept
    assert await suivi.retrieve("a") is None and dits(await suivi.retrieve("b")) == ["deux"]


async def test_a_failed_save_is_raised_and_remembered(
    suivi: TrackerStore, monkeypatch: pytest.MonkeyPatch
):
    tracker = await tour(suivi, "un")

    async def rate(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("rasa.core.tracker_store.SQLTrackerStore.save", rate)
        with pytest.raises(OSError):
            await suivi.save(tracker)
    assert suivi.has_failed("a")
    await tour(suivi, "deux")
    assert not suivi.has_failed("a")


async def test_personal_data_are_masked_before_anything_is_kept(
    suivi: TrackerStore, base_suivi: str
):
    tracker = await tour(suivi, "écrivez à marie@exemple.fr ou au 06 12 34 56 78")
    assert dits(tracker) == ["écrivez à [adresse électronique] ou au [téléphone]"]
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
    for n in range(30):
        tracker = await suivi.get_or_create_tracker("a", append_action_listen=False)
        tracker.update(UserUttered(f"message {n}"))
        if n == 0:
            tracker.update(SlotSet("effectif", 45))
            tracker.update(SlotSet("conversation", {"question": "contrat"}))
        tracker.update(ActionExecuted("action_listen"))
        await suivi.save(tracker)
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
    avant = suivi._last("a")
    effacement.effacer(["a"])
    assert "un secret bien gardé" not in contenu(base_suivi).decode("utf-8", "replace")
    await tour(suivi, "autre chose", "b")
    with suivi.engine.connect() as lien:
        assert min(lien.execute(sa.select(EVENEMENTS.c.id)).scalars()) > avant
        assert effacements(lien, datetime.now(UTC) - timedelta(hours=1)) == [Effacement("a", avant)]


async def test_what_is_erased_while_a_turn_is_played_is_not_stored_by_that_turn(
    suivi: TrackerStore,
):
    await tour(suivi, "bonjour", "alice")
    tracker = await suivi.get_or_create_tracker("alice", append_action_listen=False)
    tracker.update(UserUttered("un secret"))
    effacement.effacer(["alice"])
    await suivi.save(tracker)
    assert suivi.was_erased("alice") and await suivi.peek("alice") is None
    await tour(suivi, "me revoilà", "alice")
    said = (await suivi.peek("alice")).latest_message.text
    assert said == "me revoilà" and not suivi.was_erased("alice")
