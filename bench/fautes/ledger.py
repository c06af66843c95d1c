"""What the databases hold, against what people know that they said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import sqlalchemy as sa
from itsdangerous import URLSafeTimedSerializer

from bench.fautes.run import TELEGRAM, Run, Said, Session
from vte.journal import EXCHANGES
from vte.pseudonymes import pseudonyme
from vte.suivi import EVENEMENTS

Ids = dict[str, list[str | None]]  # of the messages of each person, in order
Answers = dict[str, list[dict[str, Any]]]  # given to each person, in order


@dataclass(frozen=True)
class Count:
    """Of all messages: `lost` are in one of the stores not at all, `doubled` more than once;
    `disordered`: conversations in another order; `forgotten`: conversations whose answers know less
    than was said; `again`: parts of an answer that a platform was sent twice, as it may be.
    """

    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    forgotten: int = 0
    again: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def right(self) -> bool:
        return not (self.lost or self.doubled or self.disordered or self.forgotten)


def count(database: str, secret: str, run: Run, projected: bool = False) -> Count:
    """`secret`: the key that signed the sessions; `projected`: into the console's tables too."""
    with reading(database) as link:
        stores = [_told(link), *([_projected(link)] if projected else [])]
        kept, answers = kept_answers(link)
    found = Count()
    for session in run.sessions:
        name = person(session, secret)
        journal = kept.get(name, [])
        for stored in (journal, *(store.get(name, []) for store in stores)):
            found += of_one_store(session.said, stored)
            found += Count(disordered=int(stored != journal and set(stored) == set(journal)))
        found += Count(forgotten=int(forgets(session.said, journal, answers.get(name, []))))
    return found


def reading(database: str) -> Any:
    """A connection to it, as a context."""
    return sa.create_engine(database, future=True, poolclass=sa.pool.NullPool).connect()


def person(session: Session, secret: str) -> str:
    """As the tracker names them. On Telegram: of the key that VTE_SECRET holds."""
    if not session.token:
        return pseudonyme(TELEGRAM, session.address)
    return str(URLSafeTimedSerializer(secret, salt="session-web").loads(session.token))


def of_one_store(said: Sequence[Said], stored: Sequence[str | None]) -> Count:
    """Lost, doubled and disordered; messages of one breath may be in any order."""
    seen, breaths = Counter(stored), {one.id: one.breath for one in said}
    order = [breaths[i] for i in stored if i in breaths]
    return Count(
        lost=sum(not seen[i] for i in breaths),
        doubled=sum(max(0, seen[i] - 1) for i in breaths),
        disordered=int(order != sorted(order)),
    )


def forgets(
    said: Sequence[Said], stored: Sequence[str | None], answers: Iterable[Mapping[str, Any]]
) -> bool:
    """True where an answer's dossier lacks what was said up to then: nothing is taken back here.

    `stored`: the ids of the messages that these answers are to.
    """
    by_id, known = {one.id: one for one in said}, dict[str, Any]()
    for identifier, answer in zip(stored, answers, strict=True):
        if (one := by_id.get(str(identifier))) is not None:
            known[one.key] = one.value
        dossier = answer["state"]["dossier"]
        for key, value in known.items():
            if dossier.get(key) is None or value not in (None, dossier[key]):
                return True
    return False


def _told(link: sa.engine.Connection) -> Ids:
    """In the tracker."""
    of_people = sa.select(EVENEMENTS.c.sender_id, EVENEMENTS.c.data).where(
        EVENEMENTS.c.type_name == "user"
    )
    return _grouped(
        (name, json.loads(data).get("message_id"))
        for name, data in link.execute(of_people.order_by(EVENEMENTS.c.id))
    )


def kept_answers(link: sa.engine.Connection) -> tuple[Ids, Answers]:
    """In the journal, with the answers."""
    query = sa.select(EXCHANGES.c.session, EXCHANGES.c.message_id, EXCHANGES.c.reponse)
    answers: Answers = {}
    ids: Ids = {}
    for name, identifier, answer in link.execute(query.order_by(EXCHANGES.c.id)):
        ids.setdefault(name, []).append(identifier)
        answers.setdefault(name, []).append(json.loads(answer))
    return ids, answers


def _projected(link: sa.engine.Connection) -> Ids:
    """In the console's tables, which lie in the same database; None: words that were not said."""
    query = sa.text(
        "SELECT c.personne, t.texte, e.data FROM console_tour t"
        " JOIN console_conversation c ON c.id = t.conversation_id"
        " LEFT JOIN events e ON e.id = t.evenement ORDER BY c.premier, t.rang"
    )
    found = ((name, text, json.loads(data or "{}")) for name, text, data in link.execute(query))
    return _grouped(
        (name, told.get("message_id") if told.get("text") == text else None)
        for name, text, told in found
    )


def _grouped(pairs: Iterable[tuple[str, str | None]]) -> Ids:
    found: Ids = {}
    for name, identifier in pairs:
        found.setdefault(name, []).append(identifier)
    return found
