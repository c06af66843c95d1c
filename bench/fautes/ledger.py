"""What the databases hold, against what people know that they said."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from itsdangerous import URLSafeTimedSerializer

from bench.fautes.people import Run, Session
from vte.journal import EXCHANGES
from vte.suivi import EVENEMENTS


@dataclass(frozen=True)
class Count:
    """Of all messages: `lost` are in the tracker or in the journal not at all, `doubled` more than
    once; `disordered`: conversations in another order; `forgotten`: conversations whose last state
    is not the one that was answered last.
    """

    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    forgotten: int = 0

    @property
    def right(self) -> bool:
        return not (self.lost or self.doubled or self.disordered or self.forgotten)


def count(database: str, secret: str, run: Run) -> Count:
    """`secret`: the key that signed the sessions."""
    engine = sa.create_engine(database, future=True)
    with engine.connect() as link:
        told = _told(link)
        kept = _kept(link)
    engine.dispose()
    reader = URLSafeTimedSerializer(secret, salt="session-web")
    lost = doubled = disordered = forgotten = 0
    for session in run.sessions:
        person = str(reader.loads(session.token))
        ids = [identifier for identifier, _ in session.said]
        for stored in (told.get(person, []), kept.get(person, [])):
            seen = Counter(stored)
            lost += sum(not seen[i] for i in ids)
            doubled += sum(seen[i] - 1 for i in ids if seen[i] > 1)
            disordered += [i for i in stored if i in set(ids)] != ids and not (set(ids) - set(seen))
        forgotten += _forgets(session)
    return Count(lost, doubled, disordered, forgotten)


def _told(link: sa.engine.Connection) -> dict[str, list[str]]:
    """Ids of the messages of each person in the tracker, in order."""
    query = sa.select(EVENEMENTS.c.sender_id, EVENEMENTS.c.data).where(
        EVENEMENTS.c.type_name == "user"
    )
    found: dict[str, list[str]] = {}
    for person, data in link.execute(query.order_by(EVENEMENTS.c.id)):
        found.setdefault(person, []).append(json.loads(data).get("message_id"))
    return found


def _kept(link: sa.engine.Connection) -> dict[str, list[str]]:
    """The same, of the journal."""
    query = sa.select(EXCHANGES.c.session, EXCHANGES.c.message_id).order_by(EXCHANGES.c.id)
    found: dict[str, list[str]] = {}
    for person, identifier in link.execute(query):
        found.setdefault(person, []).append(identifier)
    return found


def _forgets(session: Session) -> bool:
    """True where a later answer knew less than an earlier one: nothing here takes a fact back."""
    known: set[str] = set()
    for state in session.states:
        keys = {key for key, value in state.items() if value is not None}
        if known - keys:
            return True
        known = keys
    return False
