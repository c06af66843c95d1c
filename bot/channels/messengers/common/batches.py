"""What is answered as one: a burst of words is one turn's worth; a choice and STOP are alone.

« bonjour », « on est 45 », « à Oyonnax » within two seconds are read together, once the person has
been quiet for a while, and answered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.messengers.common.doubts import confirmed
from bot.channels.messengers.common.incoming import PAYLOAD, TEXT, Incoming
from vte.mots_d_arret import arrete

TEXT_MAX = 4000  # characters of one batch that are read
MESSAGES_MAX = 30  # of one batch
PATIENCE = 4  # times the quiet: who never stops writing is answered all the same


@dataclass(frozen=True)
class Waiting:
    """A message of the inbox. `since`: when it came; `sent`: parts of its answer that went.

    `batch`: the id of the first of those with which its answer was begun; None: not begun.
    """

    incoming: Incoming
    since: datetime
    sent: int = 0
    batch: str | None = None


@dataclass(frozen=True)
class Batch:
    """Messages of one person, in order, that have one answer, of which `sent` parts went."""

    incomings: tuple[Incoming, ...]
    sent: int = 0

    @property
    def first(self) -> Incoming:
        return self.incomings[0]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.incomings)


def next_one(waiting: Sequence[Waiting], quiet: float, now: datetime) -> Batch | float:
    """What is to be answered now; or the seconds after which to ask again.

    `waiting`: all that waits, in order, one at least; `quiet`: seconds without a word after which a
    burst is over; 0: each message has its own answer.
    """
    stop = next((one for one in waiting if is_stop(one.incoming)), None)
    if stop is not None:
        return Batch((stop.incoming,), stop.sent)
    if begun := next((one.batch for one in waiting if one.batch), None):
        return _again([one for one in waiting if one.batch == begun])
    if quiet <= 0 or waiting[0].incoming.kind == PAYLOAD:
        return Batch((waiting[0].incoming,))
    burst = _burst(waiting)
    left = _left(burst, quiet, now) if len(burst) == len(waiting) else 0.0
    return left if left > 0 else Batch(tuple(one.incoming for one in burst))


def _again(same: Sequence[Waiting]) -> Batch:
    """The batch whose answer was begun, by whoever was stopped meanwhile."""
    return Batch(tuple(one.incoming for one in same), max(one.sent for one in same))


def is_stop(incoming: Incoming) -> bool:
    """An order that leaves no doubt, or that was asked for (doubts.py)."""
    return confirmed(incoming) or (incoming.kind == TEXT and arrete(incoming.content))


def _burst(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The first ones, up to a choice, and as many as one turn reads."""
    burst, length = [waiting[0]], len(waiting[0].incoming.content)
    for one in waiting[1:MESSAGES_MAX]:
        length += 1 + len(one.incoming.content)
        if one.incoming.kind == PAYLOAD or length > TEXT_MAX:
            break
        burst.append(one)
    return burst


def _left(burst: Sequence[Waiting], quiet: float, now: datetime) -> float:
    """Seconds still to wait. A clock that is ahead of ours makes nobody wait longer."""
    since_last = now - burst[-1].since
    since_first = now - burst[0].since
    left = min(
        timedelta(seconds=quiet) - since_last, timedelta(seconds=quiet * PATIENCE) - since_first
    )
    return min(quiet, left.total_seconds())
