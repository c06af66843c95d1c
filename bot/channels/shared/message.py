"""One message of a person, as a turn takes it: typed, or chosen."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vte.invisibles import sans_invisibles

TEXT_MAX = 1000  # characters

_SAYS_NOTHING = f"/{string.whitespace}"


@dataclass(frozen=True)
class Message:
    """One of `text` (typed) and `payload` (a button's) is set. `told`: what answers it without a
    turn, while the assistant answers.

    Every channel's words enter here, and leave their invisible characters outside.
    """

    message_id: str
    text: str | None = None
    payload: str | None = None
    told: Sequence[dict[str, Any]] = ()

    def __post_init__(self) -> None:
        if self.text is not None:
            object.__setattr__(self, "text", sans_invisibles(self.text))


def clean(text: str) -> str:
    """Typed text without invisible characters; empty where nothing is said, not even a word.

    What begins with a slash is words like others (shared/words.py).
    """
    visible = sans_invisibles(text).strip()
    return visible if visible.strip(_SAYS_NOTHING) else ""
