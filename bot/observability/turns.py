"""One turn, measured: how long each stage took, how it ended, and what kind of answer it was.

    with turns.observed("web") as turn:
        with turns.stage("lock"):
            ...
        turn.answer = {"messages": [...], "state": {...}}

Stages are found through a contextvar: what is called deep inside a turn tells its own.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.observability import metrics
from vte import trace
from vte.conversation.doute import CONFIRMER
from vte.dossier import LES_CLES
from vte.lecture.choix import CHOIX
from vte.regles.statuts import A_CONFIRMER, ELIGIBLE, HORS_PERIODE, INCOMPLET, NON_ELIGIBLE

# How a turn ends. `answered`: played and kept; `repeated`: its kept answer given again; `outage`:
# « je ne peux pas répondre »; `refused`: a 4xx; `busy`: a 503; `database`: it did not answer;
# `failed`: nobody foresaw it; `gone`: given up by who asked.
OUTCOMES = ("answered", "repeated", "outage", "refused", "busy", "database", "failed", "gone")
OTHER = "other"  # what stands for a key or a statut that the rules do not know
_KEYS = frozenset(LES_CLES) | {CHOIX}
_STATUTS = frozenset((ELIGIBLE, NON_ELIGIBLE, HORS_PERIODE, INCOMPLET, A_CONFIRMER))
T = TypeVar("T")
logger = logging.getLogger(__name__)


@dataclass
class Observed:
    """`answer`: the contract's, once there is one; `repeated`: it was given before.

    `seconds`: by stage, what the turn took so far.
    """

    channel: str
    answer: dict[str, Any] | None = None
    repeated: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, stage: str, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


_current: ContextVar[Observed | None] = ContextVar("observed_turn", default=None)


@contextmanager
def observed(channel: str) -> Iterator[Observed]:
    """A turn of this channel: counted, timed and told when the block ends, however it ends."""
    turn = Observed(channel)
    token, start = _current.set(turn), time.perf_counter()
    outcome = "failed"
    with metrics.IN_PROGRESS.labels(channel).track_inprogress(), trace.turn():
        try:
            yield turn
            outcome = _outcome(turn)
        except BaseException as error:
            outcome = _outcome_of(error)
            raise
        finally:
            turn.add("total", time.perf_counter() - start)
            _current.reset(token)
            observe_turn(channel, outcome, turn.answer, turn.seconds)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """What the block takes is this stage's (metrics.STAGES); outside a turn, nobody's.

    A stage inside a stage counts for both.
    """
    start = time.perf_counter()
    try:
        yield
    finally:
        if (turn := _current.get()) is not None:
            turn.add(name, time.perf_counter() - start)


def given_again() -> None:
    """The turn's answer is one that was given to this very message before."""
    if (turn := _current.get()) is not None:
        turn.repeated = True


@asynccontextmanager
async def entering(name: str, manager: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """The manager, whose entry is this stage: a lock or a place that is waited for."""
    async with AsyncExitStack() as stack:
        with stage(name):
            entered = await stack.enter_async_context(manager)
        yield entered


def observe_turn(
    channel: str, outcome: str, answer: dict[str, Any] | None, seconds: Mapping[str, float]
) -> None:
    """Counts a turn that has ended, and tells it in one line of the log.

    `outcome`: one of OUTCOMES; `answer`: of the contract, if there is one; `seconds`: by stage.
    """
    metrics.TURNS.labels(channel, outcome).inc()
    for name in metrics.STAGES:
        if name in seconds:
            metrics.TURN_SECONDS.labels(name).observe(seconds[name])
    if outcome == "answered" and answer is not None:
        _observe_answer(channel, answer)
    logger.info("turn", extra=_told(channel, outcome, answer, seconds))


def _observe_answer(channel: str, answer: dict[str, Any]) -> None:
    state = answer["state"]
    understood = metrics.UNDERSTOOD if state["understood"] else metrics.NOT_UNDERSTOOD
    understood.labels(channel).inc()
    for key in _asked_back(answer):
        metrics.ASKED_BACK.labels(key).inc()
    if question := state.get("question"):
        metrics.QUESTIONS.labels(_among(_KEYS, question)).inc()
    if verdict := state.get("verdict"):
        metrics.VERDICTS.labels(_among(_STATUTS, verdict["statut"])).inc()


def _asked_back(answer: dict[str, Any]) -> Iterator[str]:
    """The keys that buttons of this answer would confirm (`/informer{"confirmer":"effectif"}`)."""
    for message in answer["messages"]:
        for button in message.get("buttons") or ():
            if key := _carried(button["payload"]).get(CONFIRMER):
                yield _among(_KEYS, key)


def _carried(payload: str) -> dict[str, Any]:
    """What a button's payload holds beside its intent."""
    _, brace, rest = payload.partition("{")
    try:
        carried: dict[str, Any] = json.loads(brace + rest) if brace else {}
    except ValueError:  # words that hold a brace
        return {}
    return carried


def _among(known: frozenset[str], value: Any) -> str:
    return value if isinstance(value, str) and value in known else OTHER


def _told(
    channel: str, outcome: str, answer: dict[str, Any] | None, seconds: Mapping[str, float]
) -> dict[str, Any]:
    """Never what was said, nor what is known of anybody."""
    state = (answer or {}).get("state") or {}
    return {
        "channel": channel,
        "outcome": outcome,
        "understood": state.get("understood"),
        "question": _among(_KEYS, state["question"]) if state.get("question") else None,
        "seconds": {name: round(value, 4) for name, value in seconds.items()},
    }


def _outcome(turn: Observed) -> str:
    if turn.repeated:
        return "repeated"
    messages = (turn.answer or {}).get("messages") or ()
    retry = any((m.get("custom") or {}).get("retry") for m in messages)
    return "outage" if retry else "answered"


def _outcome_of(error: BaseException) -> str:
    """`error.status`: of a ChannelError, whose answer has it."""
    if not isinstance(error, Exception):
        return "gone"
    if isinstance(error, SQLAlchemyError):
        return "database"
    status = getattr(error, "status", 500)
    if status == 503:
        return "busy"
    return "refused" if 400 <= status < 500 else "failed"
