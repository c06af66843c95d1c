"""A long conversation with its last turns only, and the slots that the earlier ones left."""

from __future__ import annotations

from collections.abc import Iterable

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dossier_tracker import DossierTracker

TURNS_KEPT, TURNS_MAX = 3, 6  # a tracker of more turns than the second is cut down to the first


def starts_a_session(events: Iterable[Event]) -> bool:
    """True where these events begin a new session, before which Rasa looks at nothing."""
    return any(isinstance(event, SessionStarted) for event in events)


def shortened(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The same conversation, cut where it is long."""
    events = list(tracker.events)
    turns = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= TURNS_MAX:
        return tracker
    cut = turns[-TURNS_KEPT]
    slots = _of(tracker.sender_id, events[:cut], domain).current_slot_values()
    start = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in slots.items() if value is not None),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    return _of(tracker.sender_id, [*start, *events[cut:]], domain)


def _of(person: str, events: list[Event], domain: Domain) -> DossierTracker:
    tracker: DossierTracker = DossierTracker.from_events(
        person, events, domain.slots, domain=domain
    )
    return tracker
