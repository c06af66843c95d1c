"""Rasa's SQL tracker store as it is, with the names that the web channel calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class SuiviStock(SQLTrackerStore):
    """`db`: the path of the SQLite file, created if absent."""

    def __init__(
        self, domain: Any = None, db: str = "", event_broker: Any = None, **kwargs: Any
    ) -> None:
        kwargs.pop("host", None)
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(
            domain=domain, dialect="sqlite", db=db, event_broker=event_broker, **kwargs
        )

    async def peek(self, sender_id: str) -> DialogueStateTracker | None:
        return await self.retrieve(sender_id)

    def has_failed(self, sender_id: str) -> bool:
        return False
