"""A worker killed (-9) at any point of a turn: the same message, sent again, is one turn.

The model is loaded once; each turn is played in a process of its own, forked from this one, that
kills itself where the point is. Then others play the same message again.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cluster import run
from vte.demandes import NOUVELLE, Demandes
from vte.journal import EXCHANGES
from vte.suivi import EVENEMENTS

BEFORE, AFTER = "before", "after"
# Who is asked what, up to the last « oui » that sends a request: a turn with an effect elsewhere.
SAID = ("on est 45 à Oyonnax", "rappelez-moi", "Camille Petit", "camille@exemple.fr", "mon usine")
LAST = "oui"
_fork = multiprocessing.get_context("fork")


def points() -> dict[str, tuple[Any, str, str]]:
    """Where it dies -> (of what, which function, before or after)."""
    from rasa.core.actions.action import ActionExtractSlots
    from rasa.core.processor import MessageProcessor
    from rasa_sdk.executor import ActionExecutor

    from bot import tracker_store
    from bot.channels.shared import conduct, turn, words
    from bot.storage import rows, turns

    functions: dict[str, tuple[Any, str]] = {
        "the lock and what is read under it": (turns, "begin"),
        "the tracker": (tracker_store.TrackerStore, "_restored"),
        "the reading of the words": (words, "read"),
        "Rasa's turn": (MessageProcessor, "handle_message"),
        "the tracker that Rasa is handed": (tracker_store.TrackerStore, "retrieve"),
        "Rasa's slots": (ActionExtractSlots, "run"),
        "the action": (ActionExecutor, "run"),
        "the request that is sent": (Demandes, "envoyer"),
        "what Rasa saves": (tracker_store.TrackerStore, "save"),
        "the masking": (tracker_store.Turn, "settle"),
        "the rows to write": (rows, "rows"),
        "the writing": (turns, "write"),
        "the rows written and not committed": (turns, "_insert"),
        "what is kept": (tracker_store.TrackerStore, "keep"),
        "the connection given back": (turns, "close"),
        "the answer": (conduct.Conduct, "answer"),
        "its shape": (turn, "_messages"),
    }
    return {
        f"{when} {name}": (*where, when)
        for name, where in functions.items()
        for when in (BEFORE, AFTER)
    }


def dies(owner: Any, name: str, when: str) -> None:
    """From now on this process dies there."""
    real = getattr(owner, name)

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def later(*arguments: Any, **named: Any) -> None:
        if when == BEFORE:
            die()
        await real(*arguments, **named)
        die()

    def now(*arguments: Any, **named: Any) -> None:
        if when == BEFORE:
            die()
        real(*arguments, **named)
        die()

    setattr(owner, name, later if asyncio.iscoroutinefunction(real) else now)


def apart(work: Callable[[], Any]) -> tuple[int, Any]:
    """(exit code, what `work` gave, or the error that it raised) of a process that does it."""
    mine, its = _fork.Pipe()

    def child() -> None:
        warnings.simplefilter("ignore")  # libraries', of what it is the first to import
        try:
            its.send(work())
        except Exception:
            its.send(traceback.format_exc())
            raise

    process = _fork.Process(target=child)
    process.start()
    its.close()
    try:
        given = mine.recv()
    except EOFError:
        given = None
    process.join()
    return process.exitcode or 0, given


@pytest.fixture(scope="module")
def agent() -> Iterator[Any]:
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from bot import launcher, model

    before = dict(os.environ)
    os.environ.update(launcher.environment())
    os.environ["VTE_AUJOURDHUI"] = "2021-06-15"
    store = "tracker_store"  # each process opens its own
    endpoints = AvailableEndpoints.read_endpoints(str(launcher.ROOT / "endpoints.yml"))
    setattr(endpoints, store, None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # libraries', which are errors here and not where it serves
        loaded = run(load_agent(str(model.MODEL), endpoints=endpoints))
    assert loaded.processor is not None
    yield loaded
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def served(
    agent: Any, url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, Any]]:
    """Says these messages, (id, text), of a person in a process of its own, which may die."""
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)

    def say(
        person: str, messages: list[tuple[str, str]], where: tuple[Any, str, str] | None = None
    ) -> tuple[int, Any]:
        return apart(lambda: run(_say(agent, url_vide, person, messages, where)))

    return say


async def _say(
    agent: Any,
    url: str,
    person: str,
    messages: list[tuple[str, str]],
    where: tuple[Any, str, str] | None,
) -> Any:
    from rasa.core.tracker_store import FailSafeTrackerStore

    from bot.channels.shared.conduct import Conduct
    from bot.channels.shared.message import Message
    from bot.tracker_store import TrackerStore

    store = FailSafeTrackerStore(TrackerStore(agent.domain, url))
    agent.tracker_store = agent.processor.tracker_store = store
    conduct, answer = Conduct("web"), None
    if where is not None:
        dies(*where)
    for identifier, text in messages:
        message = Message(identifier, text=text)

        async def heard(message: Message = message) -> Message:
            return message

        answer = await conduct.answer(agent, person, identifier, heard)
    return answer


def test_a_turn_that_died_anywhere_is_played_once_when_its_message_is_sent_again(
    served: Callable[..., tuple[int, Any]], url_vide: str
):
    before = [(f"m{n}", text) for n, text in enumerate(SAID)]
    everywhere = points()
    assert len(everywhere) >= 20
    for place, (name, where) in enumerate(everywhere.items()):
        person = f"personne-{place}"
        code, said = served(person, before)
        assert code == 0, said
        code, _ = served(person, [("m9", LAST)], where)
        assert code in (-signal.SIGKILL, 0), name
        assert code or "the tracker" in name, name  # one in memory is not restored
        (_, first), (_, again) = (served(person, [("m9", LAST)]) for _ in range(2))
        assert first == again and "C'est envoyé" in first["messages"][0]["text"], name
        ids = [f"m{n}" for n in range(len(SAID))] + ["m9"]
        assert told(url_vide, person) == ids and kept(url_vide, person) == ids, name
        assert [d.statut for d in Demandes().de(person)] == [NOUVELLE], name


def told(url: str, person: str) -> list[str]:
    """Ids of this person's messages in the tracker."""
    query = sa.select(EVENEMENTS.c.data).where(
        EVENEMENTS.c.sender_id == person, EVENEMENTS.c.type_name == "user"
    )
    with sa.create_engine(url, future=True).connect() as link:
        rows = link.execute(query.order_by(EVENEMENTS.c.id)).scalars()
        return [json.loads(data)["message_id"] for data in rows]


def kept(url: str, person: str) -> list[str]:
    """The same, in the journal."""
    query = sa.select(EXCHANGES.c.message_id).where(EXCHANGES.c.session == person)
    with sa.create_engine(url, future=True).connect() as link:
        return list(link.execute(query.order_by(EXCHANGES.c.id)).scalars())
