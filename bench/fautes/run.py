"""What people know afterwards of what they said and were answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

TELEGRAM = "telegram"


class Said(NamedTuple):
    """`id`: as the tracker and the journal name the message; `key` of the dossier that it gives,
    with `value`, None for any; `breath`: messages of one breath were sent at once, in no order.
    """

    id: str
    text: str
    key: str
    value: Any
    breath: int


@dataclass
class Session:
    """A conversation, of whom holds this token of the web channel; else, of who writes on Telegram
    from this address. `said`: in order.
    """

    token: str
    address: str
    said: list[Said] = field(default_factory=list)


@dataclass
class Run:
    """What came of it. `malformed`: answers out of the contract's shape; `unlike`: two answers to
    one message that differ; `refused`: how often one had to be sent again, by status.
    """

    sessions: list[Session] = field(default_factory=list)
    turns: int = 0
    malformed: list[str] = field(default_factory=list)
    unlike: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0

    def again(self, why: str) -> None:
        self.refused[why] = self.refused.get(why, 0) + 1
