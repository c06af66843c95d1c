"""One message of a person, as a turn takes it: typed, or chosen."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

TEXT_MAX = 1000  # characters
# Control characters but for the line breaks and tabs that people paste.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

_SAYS_NOTHING = f"/{string.whitespace}"


@dataclass(frozen=True)
class Message:
    """One of `text` (typed) and `payload` (a button's) is set."""

    message_id: str
    text: str | None = None
    payload: str | None = None


def clean(text: str) -> str:
    """Typed text without invisible characters; empty where nothing is said, not even a word.

    What begins with a slash is words like others (shared/words.py).
    """
    visible = _INVISIBLE.sub("", text.encode("utf-8", "ignore").decode()).strip()
    return visible if visible.strip(_SAYS_NOTHING) else ""
