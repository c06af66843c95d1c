"""Rasa's SQL tracker store, made fit for long conversations and for erasure.

The stock store reads every event of the session again at each message (17 ms at turn 1, 148 ms at
turn 195). This one keeps the trackers it has just saved, and hands one back as long as the database
holds nothing newer for that conversation. Of a long one it hands back the last turns only, with the
slots that the earlier ones left: Rasa goes over every event at each step, and sends them all to the
action server. The database keeps everything. A failed save, which Rasa would hide, is remembered.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    DefinePrevUserUtteredFeaturization,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from bot.dossier_tracker import DossierTracker, adopt
from bot.masking import mask
from vte.databases import set_up, url_of
from vte.effacement import Store, register
from vte.journaux import masquer_les_journaux
from vte.schemas.tracker import open_tracker
from vte.suivi import derniere_de

TURNS_KEPT, TURNS_MAX = 3, 6  # a tracker of more turns than the second is cut down to the first
TURN_WAIT = 2.0  # seconds for which a turn, and the server with it, waits for a lock
TRACKERS_KEPT = 500  # in memory, the most recently used


@dataclass(frozen=True)
class _Kept:
    """A tracker whose events are all stored; `last` is the id of its last row."""

    tracker: DialogueStateTracker
    last: int


class TrackerStore(SQLTrackerStore):
    """`db`: the path of a SQLite file, created if absent, or an SQLAlchemy URL."""

    def __init__(
        self,
        domain: Any = None,
        db: str = ".vte/suivi.sqlite",
        event_broker: Any = None,
        **kwargs: Any,
    ) -> None:
        masquer_les_journaux()
        kwargs.pop("host", None)
        url = url_of(db)
        open_tracker(url).dispose()  # Rasa finds its table made, by our migrations
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
        set_up(self.engine, TURN_WAIT)
        self.engine.dispose()  # those opened before it was set
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._stored: dict[str, int] = {}  # events already stored, of the trackers handed over
        self._failed: set[str] = set()
        self._erasures: OrderedDict[str, int] = (
            OrderedDict()
        )  # the last of each person whose turn is played
        _IN_SERVICE.add(self)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the latest session, handed over.

        A turn that fails midway leaves none in memory.
        """
        self._begin(sender_id)
        kept = self._kept.pop(sender_id, None)
        if kept is not None and kept.last == self._last(sender_id):
            self._stored[sender_id] = len(kept.tracker.events)
            return kept.tracker
        self._stored.pop(sender_id, None)
        return await self._read(sender_id)

    async def peek(self, sender_id: str) -> DialogueStateTracker | None:
        """The same tracker, only to be looked at."""
        kept = self._kept.get(sender_id)
        if kept is not None and kept.last == self._last(sender_id):
            return kept.tracker
        return await self._read(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the new events, without personal data.

        A failure is raised, and `has_failed` says so until a save succeeds. What was erased since
        the tracker was handed over is not stored again.
        """
        if self.was_erased(tracker.sender_id):
            self.forget([tracker.sender_id])
            return
        adopt(tracker).settle()
        mask(list(tracker.events), self._stored.get(tracker.sender_id, 0))
        try:
            await super().save(tracker)
        except Exception:
            self._stored.pop(tracker.sender_id, None)
            self._failed.add(tracker.sender_id)
            raise
        self._failed.discard(tracker.sender_id)
        self._keep(tracker)

    def has_failed(self, sender_id: str) -> bool:
        """True when the last turn of this conversation could not be stored."""
        return sender_id in self._failed

    def was_erased(self, sender_id: str) -> bool:
        """True when this person was erased, here or elsewhere, since their turn began."""
        begun = self._erasures.get(sender_id)
        return begun is not None and begun != self._last_erasure(sender_id)

    def forget(self, people: Collection[str] | None = None) -> int:
        """Drops the trackers of these people (all, if None) from memory; says how many."""
        who = list(self._kept if people is None else people)
        for person in who:
            self._stored.pop(person, None)
        return sum(self._kept.pop(person, None) is not None for person in who)

    async def _read(self, sender_id: str) -> DialogueStateTracker | None:
        stored = await super().retrieve(sender_id)
        if stored is None:
            return None
        tracker = self._tracker(sender_id, list(stored.events))
        tracker.settle()
        return tracker

    def _keep(self, tracker: DialogueStateTracker) -> None:
        before = self._stored.pop(tracker.sender_id, 0)
        new = itertools.islice(tracker.events, before, None)
        if before and any(isinstance(event, SessionStarted) for event in new):
            return  # the next turn reads only the new session, as the stock store does
        last = self._last(tracker.sender_id)
        self._kept[tracker.sender_id] = _Kept(self._cut(tracker), last)
        if len(self._kept) > TRACKERS_KEPT:
            self._kept.popitem(last=False)

    def _cut(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """The same conversation with its last turns only, and the slots that the others left."""
        events = list(tracker.events)
        turns = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(turns) <= TURNS_MAX:
            return tracker
        cut = turns[-TURNS_KEPT]
        slots = self._tracker(tracker.sender_id, events[:cut]).current_slot_values()
        start = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *(SlotSet(name, value) for name, value in slots.items() if value is not None),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        return self._tracker(tracker.sender_id, [*start, *events[cut:]])

    def _tracker(self, sender_id: str, events: list[Event]) -> DossierTracker:
        tracker: DossierTracker = DossierTracker.from_events(
            sender_id, events, self.domain.slots, domain=self.domain
        )
        return tracker

    def _begin(self, sender_id: str) -> None:
        """Remembers the last erasure of who speaks, to know of one that comes meanwhile."""
        self._erasures[sender_id] = self._last_erasure(sender_id)
        self._erasures.move_to_end(sender_id)
        if len(self._erasures) > TRACKERS_KEPT:
            self._erasures.popitem(last=False)

    def _last_erasure(self, sender_id: str) -> int:
        with self.engine.connect() as connection:
            return derniere_de(connection, sender_id)

    def _last(self, sender_id: str) -> int:
        ids = sa.select(sa.func.max(self.SQLEvent.id)).where(self.SQLEvent.sender_id == sender_id)
        with self.engine.connect() as connection:
            return connection.execute(ids).scalar() or 0

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Any]:
        """Those to store: of a tracker that was handed over, what came since.

        Which of text and intent a policy looked at is Rasa's note for its end-to-end policies: it
        goes with the tracker in memory, and is an eighth of all events.
        """
        before = self._stored.get(tracker.sender_id)
        events: Iterator[Any] = (
            super()._additional_events(session, tracker)
            if before is None
            else itertools.islice(tracker.events, before, None)
        )
        return (e for e in events if not isinstance(e, DefinePrevUserUtteredFeaturization))


_IN_SERVICE: WeakSet[TrackerStore] = WeakSet()


def _forget(people: Collection[str] | None = None) -> int:
    return sum(store.forget(people) for store in list(_IN_SERVICE))


# The events themselves are erased by vte/suivi.py.
register(Store("suivi_en_memoire", frozenset(), _forget, lambda avant: _forget()))
