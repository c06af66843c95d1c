"""Rasa's SQL tracker store, made fit for long conversations and for erasure.

The stock store reads every event of the session again at each message (17 ms at turn 1, 148 ms at
turn 195). This one keeps the trackers it has just saved, and hands one back as long as the database
holds nothing newer for that conversation. Of a long one it hands back the last turns only, with the
slots that the earlier ones left: Rasa goes over every event at each step, and sends them all to the
action server. The database keeps everything. It also remembers a failed save, which Rasa would hide.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from vte.databases import open_engine, set_pragmas, url_of
from vte.demandes import PREFIXE
from vte.donnees_personnelles import masquer
from vte.suivi import effacer, preparer

# What is kept of an answer to the request for a person (data/rules/demande.yml).
SECRETS = {
    f"{PREFIXE}nom": "[nom]",
    f"{PREFIXE}coordonnee": "[coordonnées]",
    f"{PREFIXE}sujet": "[sujet]",
}
TOURS_GARDES, TOURS_MAX = 3, 6  # a tracker of more turns than the second is cut down to the first
GARDES = 500  # trackers kept in memory, the most recently used


@dataclass(frozen=True)
class _Garde:
    """A tracker whose events are all stored; `dernier` is the id of its last row."""

    tracker: DialogueStateTracker
    dernier: int


class SuiviSQL(SQLTrackerStore):
    """`db`: the path of a SQLite file, created if absent, or an SQLAlchemy URL."""

    def __init__(
        self,
        domain: Any = None,
        db: str = ".vte/suivi.sqlite",
        event_broker: Any = None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("host", None)
        url = url_of(db)
        open_engine(url).dispose()  # makes the folder of a file
        # An id is never given twice: what was read up to one (the console's watermark) holds after an erasure.
        self.SQLEvent.__table__.dialect_kwargs["sqlite_autoincrement"] = True
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
        set_pragmas(self.engine)
        self.engine.dispose()  # those opened before it was set
        preparer(self.engine)
        self._gardes: OrderedDict[str, _Garde] = OrderedDict()
        self._prets: dict[str, int] = {}  # events already stored, of the trackers handed over
        self._echecs: set[str] = set()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the latest session, handed over: a turn that fails midway leaves none in memory."""
        garde = self._gardes.pop(sender_id, None)
        if garde is not None and garde.dernier == self._dernier(sender_id):
            self._prets[sender_id] = len(garde.tracker.events)
            return garde.tracker
        self._prets.pop(sender_id, None)
        return await super().retrieve(sender_id)

    async def consulter(self, sender_id: str) -> DialogueStateTracker | None:
        """The same tracker, only to be read."""
        garde = self._gardes.get(sender_id)
        if garde is not None and garde.dernier == self._dernier(sender_id):
            return garde.tracker
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the new events, without personal data. A failure is raised, and `a_echoue` says so until a save succeeds."""
        _taire(tracker, self._prets.get(tracker.sender_id, 0))
        try:
            await super().save(tracker)
        except Exception:
            self._prets.pop(tracker.sender_id, None)
            self._echecs.add(tracker.sender_id)
            raise
        self._echecs.discard(tracker.sender_id)
        self._garder(tracker)

    def a_echoue(self, sender_id: str) -> bool:
        """True when the last turn of this conversation could not be stored."""
        return sender_id in self._echecs

    def effacer(self, sender_id: str) -> None:
        """Erases every event of this conversation."""
        with self.engine.begin() as lien:
            effacer(lien, [sender_id])
        self._gardes.pop(sender_id, None)
        self._prets.pop(sender_id, None)

    def _garder(self, tracker: DialogueStateTracker) -> None:
        deja = self._prets.pop(tracker.sender_id, 0)
        nouvelle_session = any(
            isinstance(e, SessionStarted) for e in itertools.islice(tracker.events, deja, None)
        )
        if deja and nouvelle_session:
            return  # the next turn reads only the new session, as the stock store does
        self._gardes[tracker.sender_id] = _Garde(
            self._abreger(tracker), self._dernier(tracker.sender_id)
        )
        if len(self._gardes) > GARDES:
            self._gardes.popitem(last=False)

    def _abreger(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """The same conversation with its last turns only; the slots and the form are those that the earlier turns left."""
        evenements = list(tracker.events)
        tours = [i for i, e in enumerate(evenements) if isinstance(e, UserUttered)]
        if len(tours) <= TOURS_MAX:
            return tracker
        coupe = tours[-TOURS_GARDES]
        avant = DialogueStateTracker.from_events(
            tracker.sender_id, evenements[:coupe], self.domain.slots, domain=self.domain
        )
        poses = [
            SlotSet(nom, valeur)
            for nom, valeur in avant.current_slot_values().items()
            if valeur is not None
        ]
        formulaire = [ActiveLoop(avant.active_loop_name)] if avant.active_loop_name else []
        debut = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *poses,
            *formulaire,
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        return DialogueStateTracker.from_events(
            tracker.sender_id, [*debut, *evenements[coupe:]], self.domain.slots, domain=self.domain
        )

    def _dernier(self, sender_id: str) -> int:
        with self.engine.connect() as connexion:
            ids = sa.select(sa.func.max(self.SQLEvent.id)).where(
                self.SQLEvent.sender_id == sender_id
            )
            return connexion.execute(ids).scalar() or 0

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Any]:
        deja = self._prets.get(tracker.sender_id)
        if deja is None:
            return super()._additional_events(session, tracker)
        return itertools.islice(tracker.events, deja, None)


def _taire(tracker: DialogueStateTracker, depuis: int) -> None:
    """Masks what people said in the events from `depuis` on: all of an answer to the request for a person, and data known by their shape."""
    evenements = list(tracker.events)
    demandee = _demandee(evenements[:depuis])
    for evenement in evenements[depuis:]:
        if isinstance(evenement, SlotSet) and evenement.key == REQUESTED_SLOT:
            demandee = evenement.value
        elif (
            isinstance(evenement, UserUttered)
            and evenement.text
            and not evenement.text.startswith("/")
        ):
            _remplacer(evenement, SECRETS.get(demandee or "") or masquer(evenement.text))


def _demandee(evenements: list[Event]) -> str | None:
    """The question that was open after these events."""
    poses = (
        e.value for e in reversed(evenements) if isinstance(e, SlotSet) and e.key == REQUESTED_SLOT
    )
    return next(poses, None)


def _remplacer(evenement: UserUttered, texte: str) -> None:
    if texte == evenement.text:
        return
    evenement.text = texte
    evenement.entities = []
    evenement.parse_data = {
        **evenement.parse_data,
        "text": texte,
        "entities": [],
        "text_tokens": [],
    }
