"""Rasa's events as rows of the tracker's table, and back: the shape of Rasa's SQLTrackerStore."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import DefinePrevUserUtteredFeaturization, Event, SessionStarted
from sqlalchemy.engine import Connection

from vte.suivi import EVENEMENTS

Row = dict[str, Any]


def rows(person: str, events: Iterable[Event]) -> list[Row]:
    """Those to insert.

    Which of text and intent a policy looked at is Rasa's note for its end-to-end policies: it
    goes with the tracker in memory, and is an eighth of all events.
    """
    return [
        _row(person, event)
        for event in events
        if not isinstance(event, DefinePrevUserUtteredFeaturization)
    ]


def _row(person: str, event: Event) -> Row:
    data = event.as_dict()
    return {
        "sender_id": person,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def read(link: Connection, person: str, all_sessions: bool = False) -> list[Row]:
    """The events of this person's last session, or of all, as Rasa serialises them, in order."""
    his = EVENEMENTS.c.sender_id == person
    query = sa.select(EVENEMENTS.c.data).where(his).order_by(EVENEMENTS.c.id)
    if not all_sessions:
        begun = sa.select(sa.func.max(EVENEMENTS.c.id)).where(
            his, EVENEMENTS.c.type_name == SessionStarted.type_name
        )
        query = query.where(EVENEMENTS.c.id >= sa.func.coalesce(begun.scalar_subquery(), 0))
    return [json.loads(data) for data in link.execute(query).scalars()]
