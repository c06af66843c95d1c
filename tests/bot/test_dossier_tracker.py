"""No slot ever holds what the dossier refuses, whoever sets it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dossier_tracker import DossierTracker
from bot.tracker_store import TrackerStore
from vte.conversation import depuis_slots
from vte.dossier import CLES
from vte.suivi import EVENEMENTS

DOMAIN = Domain.from_dict(
    {
        "slots": {
            nom: {"type": "any", "mappings": [{"type": "custom"}]}
            for nom in (*CLES, "conversation", "reponse")
        }
    }
)
REFUSED = [
    ("profil", "zzz"),
    ("effectif", -1),
    ("effectif", True),
    ("effectif", 10**9),
    ("taille", ["pme"]),
    ("contrat", {}),
    ("duree_mois", "12"),
    ("date_debut", "2021-02-30"),
    ("commune", "99999"),
    ("commune", {"code": 1}),
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=4,
)


def tracker() -> DossierTracker:
    made: DossierTracker = DossierTracker.from_events("a", [], DOMAIN.slots, domain=DOMAIN)
    return made


@pytest.mark.parametrize(("key", "value"), REFUSED)
def test_a_refused_value_leaves_what_is_known(key: str, value: Any):
    known = {"profil": "candidat", "commune": "01283", "effectif": 45}.get(key)
    asked = tracker()
    asked.update(SlotSet(key, known))
    asked.update(SlotSet(key, value))
    assert asked.get_slot(key) == known
    assert [e.value for e in asked.events] == [known, known]


def test_what_the_dossier_takes_is_set_and_may_be_forgotten():
    asked = tracker()
    asked.update(SlotSet("profil", "candidat"))
    assert asked.get_slot("profil") == "candidat"
    asked.update(SlotSet("profil", None))
    assert asked.get_slot("profil") is None


def test_facts_that_are_refused_together_do_not_stay_together():
    asked = tracker()
    asked.update_with_events([SlotSet("effectif", 45), SlotSet("taille", "grande")], DOMAIN)
    asked.settle()
    assert asked.get_slot("effectif") == 45 and asked.get_slot("taille") is None


@given(st.lists(st.tuples(st.sampled_from(CLES), ANYTHING), max_size=6))
def test_whatever_is_set_the_state_can_be_read(sets: list[tuple[str, Any]]):
    asked = tracker()
    asked.update_with_events([SlotSet(key, value) for key, value in sets], DOMAIN)
    asked.settle()
    depuis_slots(asked.current_slot_values())


@pytest.fixture
def store(
    url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> TrackerStore:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return TrackerStore(DOMAIN, url_vide)


async def turn(store: Any, *events: Any) -> DialogueStateTracker:
    """As Rasa goes about it, through its own wrapper of the store."""
    asked = await store.get_or_create_tracker("a", append_action_listen=False)
    asked.update_with_events([*events, ActionExecuted("action_listen")], DOMAIN)
    await store.save(asked)
    return asked


def stored_values(store: TrackerStore, key: str) -> list[Any]:
    with store.engine.connect() as link:
        rows = link.execute(sa.select(EVENEMENTS.c.data)).scalars()
        events = [json.loads(row) for row in rows]
    return [e["value"] for e in events if e["event"] == "slot" and e["name"] == key]


async def test_a_refused_value_is_never_stored_even_in_the_first_turn(store: TrackerStore):
    await turn(FailSafeTrackerStore(store), UserUttered("/informer"), SlotSet("profil", "zzz"))
    await turn(FailSafeTrackerStore(store), SlotSet("profil", "yyy"), SlotSet("effectif", 45))
    assert set(stored_values(store, "profil")) == {None}
    assert stored_values(store, "effectif") == [45]


async def test_what_stood_refused_in_the_database_stands_no_more_and_the_next_turn_is_kept(
    store: TrackerStore,
):
    await turn(store, UserUttered("bonjour"), SlotSet("profil", "candidat"))
    with store.engine.begin() as link:  # as before the tracker was guarded
        poison = sa.func.replace(EVENEMENTS.c.data, "candidat", "zzz")
        link.execute(sa.update(EVENEMENTS).values(data=poison))
    again = TrackerStore(DOMAIN, str(store.engine.url))
    read = await again.peek("a")
    assert read is not None and read.get_slot("profil") is None
    await turn(again, UserUttered("merci"), SlotSet("effectif", 45))
    last = await TrackerStore(DOMAIN, str(store.engine.url)).peek("a")
    assert last is not None and last.get_slot("effectif") == 45
