"""Rasa's tracker store over the turn's one transaction (bot/storage).

While a turn is played, Rasa is handed the tracker that was read as the turn began, and what it
saves stays in memory until the turn is kept: a database that fails in the middle is an error of the
turn, never a new person (Rasa's own store goes on in memory, in silence).

Trackers just saved stay in memory, and are handed back as long as the database holds nothing newer
for that conversation: the stock store reads every event again at each message (17 ms at turn 1,
148 ms at turn 195). Of a long one the last turns only are handed back, with the slots that the
earlier ones left: Rasa goes over every event at each step. The database keeps everything.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from rasa.core.tracker_store import SerializedTrackerAsText
from rasa.core.tracker_store import TrackerStore as RasaTrackerStore
from rasa.shared.core.events import deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dossier_tracker import DossierTracker, adopt
from bot.masking import mask
from bot.observability.gauges import GAUGES
from bot.storage import rows, turns
from bot.storage.short import shortened, starts_a_session
from bot.storage.threads import Threads
from bot.storage.turns import Begun, Crossed, Exchange
from vte import suivi
from vte.databases import end_idle_transactions, url_of
from vte.effacement import Store, register
from vte.journaux import masquer_les_journaux
from vte.suivi import EVENEMENTS

TURN_WAIT = 1.0  # seconds for which a thread waits for a lock, before it is asked for again
AGAIN = 0.05  # seconds between two tries
TRACKERS_KEPT = 500  # in memory, the most recently used


@dataclass(frozen=True)
class _Kept:
    """A tracker whose events are all stored; `last` is the number of its last row."""

    tracker: DialogueStateTracker
    last: int


@dataclass
class Turn:
    """One turn of one person. `tracker`: None for who comes for the first time.

    `stored`: how many of its events the database holds; `over`: written, or given up for good.
    """

    begun: Begun
    tracker: DialogueStateTracker | None
    stored: int = 0
    over: bool = False
    masked: int = field(default=0)

    def settle(self) -> None:
        """What stands in the tracker is a dossier, and holds no personal data: to be kept so."""
        if self.tracker is not None:
            adopt(self.tracker).settle()
            mask(list(self.tracker.events), max(self.stored, self.masked))
            self.masked = len(self.tracker.events)


_CURRENT: ContextVar[Turn | None] = ContextVar("turn", default=None)


class TrackerStore(RasaTrackerStore, SerializedTrackerAsText):
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
        super().__init__(domain, event_broker, **kwargs)
        self.engine = suivi.ouvrir(url_of(db), TURN_WAIT)
        end_idle_transactions(self.engine, turns.HOLDER_SECONDS)
        self._threads = Threads()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._handed: OrderedDict[str, Turn] = OrderedDict()  # outside of any turn
        _IN_SERVICE.add(self)
        GAUGES.watch_pool("suivi", self.engine)

    # A turn of a channel

    @asynccontextmanager
    async def turn(self, person: str, message_id: str) -> AsyncIterator[Turn]:
        """One turn, whose tracker Rasa is handed; nothing of it stays unless it is kept.

        Waits for the person's lock. Error: SQLAlchemyError, where the database does not answer.
        """
        turn = await self._begin(person, message_id)
        token = _CURRENT.set(turn)
        try:
            yield turn
        finally:
            _CURRENT.reset(token)
            self.give_up(turn)

    async def keep(self, turn: Turn, exchange: Exchange | None) -> None:
        """Stores all of the turn. Errors: Crossed, SQLAlchemyError: then nothing is stored."""
        turn.settle()
        tracker, person = turn.tracker, turn.begun.person
        events = list(tracker.events)[turn.stored :] if tracker is not None else []
        new = rows.rows(person, events)
        # Let go by the thread that writes, also where nobody waits for it any more.
        link_of, turn.over = turn.begun, True
        while True:
            try:
                last = await self._threads.run(
                    lambda: turns.write(self.engine, link_of, new, exchange), must=True
                )
                break
            except sa.exc.OperationalError:
                if self.engine.dialect.name != "sqlite":
                    raise
                await asyncio.sleep(AGAIN)  # somebody else writes to the file
        if tracker is not None and self.event_broker is not None:
            await self.stream_events(tracker)
        turn.begun.last = last
        if tracker is not None and not (turn.stored and starts_a_session(events)):
            self._remember(person, tracker, last)

    def give_up(self, turn: Turn) -> None:
        """Lets go of a turn that is not to be kept; it may be called again."""
        if not turn.over:
            turn.over = True
            self._threads.start(lambda: turns.close(turn.begun.link))

    async def _begin(self, person: str, message_id: str) -> Turn:
        kept = self._kept.pop(person, None)
        known = kept.last if kept else None
        while True:
            begun = await self._threads.run(
                lambda: turns.begin(self.engine, person, message_id, known),
                lambda left: turns.close(left.link if left else None),
            )
            if begun is not None:
                break
            await asyncio.sleep(AGAIN)
        tracker = kept.tracker if kept and begun.last == known else self._restored(begun)
        return Turn(begun, tracker, len(tracker.events) if tracker else 0)

    # What Rasa asks, in a turn or outside of any (its HTTP API, `rasa shell`)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the latest session, handed over."""
        turn = _CURRENT.get()
        if turn is not None and turn.begun.person == sender_id:
            return turn.tracker
        turn = await self._begin(sender_id, "")
        self.give_up(turn)
        self._hand(sender_id, turn)
        return turn.tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """In a turn: what it will keep. Outside of one: stores the new events at once.

        Errors: Crossed, SQLAlchemyError.
        """
        adopt(tracker)
        turn = _CURRENT.get()
        if turn is not None and turn.begun.person == tracker.sender_id:
            turn.tracker = tracker
            return
        handed = self._handed.pop(tracker.sender_id, None)
        async with self.turn(tracker.sender_id, "") as turn:
            if handed is not None and handed.begun.erasure != turn.begun.erasure:
                return  # erased meanwhile: it is stored no more
            if handed is not None and handed.begun.last != turn.begun.last:
                raise Crossed
            turn.tracker, turn.stored = tracker, handed.stored if handed else turn.stored
            await self.keep(turn, None)
        # Whoever saves may go on with this very tracker: it is nobody else's.
        self._kept.pop(tracker.sender_id, None)
        turn.stored = len(tracker.events)
        self._hand(tracker.sender_id, turn)

    def _hand(self, person: str, turn: Turn) -> None:
        self._handed[person] = turn
        if len(self._handed) > TRACKERS_KEPT:
            self._handed.popitem(last=False)

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """All sessions of this person."""

        def read() -> list[rows.Row]:
            with self.engine.connect() as link:
                return rows.read(link, sender_id, all_sessions=True)

        events = await self._threads.run(read)
        return self._tracker(sender_id, events) if events else None

    async def keys(self) -> Iterable[str]:
        """Everybody of whom something is stored."""

        def read() -> list[str]:
            with self.engine.connect() as link:
                return list(link.execute(sa.select(EVENEMENTS.c.sender_id).distinct()).scalars())

        return await self._threads.run(read)

    # Only to be looked at

    async def peek(self, person: str) -> DialogueStateTracker | None:
        """The tracker of the latest session, as stored. Error: SQLAlchemyError."""
        return (await self.seen(person))[0]

    async def seen(self, person: str) -> tuple[DialogueStateTracker | None, bool]:
        """The same, and whether a member of staff holds the conversation."""
        kept = self._kept.get(person)
        begun = await self._threads.run(
            lambda: turns.look(self.engine, person, kept.last if kept else None)
        )
        if kept is not None and begun.last == kept.last:
            return kept.tracker, begun.relay is not None
        return self._restored(begun), begun.relay is not None

    def forget(self, people: Collection[str] | None = None) -> int:
        """Drops the trackers of these people (all, if None) from memory; says how many."""
        who = list(self._kept if people is None else people)
        return sum(self._kept.pop(person, None) is not None for person in who)

    def _restored(self, begun: Begun) -> DossierTracker | None:
        return self._tracker(begun.person, begun.events) if begun.events else None

    def _tracker(self, person: str, events: list[rows.Row]) -> DossierTracker:
        tracker: DossierTracker = DossierTracker.from_events(
            person, deserialise_events(events), self.domain.slots, domain=self.domain
        )
        tracker.settle()
        return tracker

    def _remember(self, person: str, tracker: DialogueStateTracker, last: int) -> None:
        self._kept[person] = _Kept(shortened(tracker, self.domain), last)
        if len(self._kept) > TRACKERS_KEPT:
            self._kept.popitem(last=False)


_IN_SERVICE: WeakSet[TrackerStore] = WeakSet()


def _forget(people: Collection[str] | None = None) -> int:
    return sum(store.forget(people) for store in list(_IN_SERVICE))


# The events themselves are erased by vte/suivi.py.
register(Store("suivi_en_memoire", frozenset(), _forget, lambda avant: _forget()))
