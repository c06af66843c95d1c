"""What becomes of a call to a platform, when it is not taken.

Retry: failed for now (429, 5xx, no answer): the same call is made again
DeliveryFailed
 ├─ Postponed    still failing after the last try: the answer waits, and is tried again later
 │   └─ Interrupted  no longer tried for now: something else goes first
 ├─ Refused      for good: the same call would be refused again
 ├─ Closed       the platform's window is over: nothing is sent until the person writes again
 └─ Unreachable  blocked by the person, or no account any more: nothing is sent until they write

Each says why in codes only. What a platform says in words may quote the person's number: it is
neither kept nor logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.messengers.common.incoming import find, number

_CODE_MAX = 10_000_000  # a longer one may be a telephone number


class Retry(Exception):
    """`wait`: seconds that the platform asks to wait, 0 where it asks for none."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class DeliveryFailed(Exception):
    """The platform did not take the message; the text says why, in codes only."""


class Postponed(DeliveryFailed):
    """The platform fails for longer than one goes on trying: to be tried again later."""


class Interrupted(Postponed):
    """Something of the same person goes first: a STOP, or what they said meanwhile."""


class Refused(DeliveryFailed):
    """The same call would be refused again."""


class Closed(DeliveryFailed):
    """Too late for free words: the person must write first."""


class Unreachable(DeliveryFailed):
    """The person takes nothing from us any more, or is no longer there."""


@dataclass(frozen=True)
class Undelivered:
    """What a platform tells afterwards of a call that it had taken.

    `id`: the same when it tells it again; `address`: whose; `outcome`: why, typed.
    """

    id: str
    address: str
    outcome: DeliveryFailed


# By (code, subcode), or (code, 0) for every subcode; what is not listed is Refused, or Retry.
Codes = Mapping[tuple[int, int], type[Exception]]


def outcome(status: int, body: Any, codes: Codes, asked: float = 0.0) -> Exception:
    """The typed outcome of this refusal, not raised. `asked`: seconds of its Retry-After."""
    code, subcode = code_of(body)
    reason = _reason(status, code, subcode)
    kind = codes.get((code, subcode)) or codes.get((code, 0))
    if kind is None:
        kind = Retry if status == 429 or status >= 500 else Refused
    if kind is Retry:
        return Retry(reason, asked or number(body, "parameters", "retry_after"))
    return kind(reason)


def told(identifier: str, address: str, body: Any, codes: Codes) -> Undelivered:
    """What a platform tells in its webhook of a message that it had taken, and gave up."""
    found = outcome(0, body, codes)
    failed = found if isinstance(found, DeliveryFailed) else Refused(str(found))
    return Undelivered(identifier, address, failed)


def code_of(body: Any) -> tuple[int, int]:
    """Twilio's, Meta's or Telegram's code and subcode, which their pages explain; 0 for none."""
    said = body["error"] if isinstance(find(body, "error"), Mapping) else body
    code = _code(find(said, "code")) or _code(find(said, "error_code"))
    return code, _code(find(said, "error_subcode")) if code else 0


def _code(found: Any) -> int:
    whole = isinstance(found, int) and not isinstance(found, bool)
    return found if whole and 0 < found < _CODE_MAX else 0


def _reason(status: int, code: int, subcode: int) -> str:
    """« HTTP 400, code 10/2018278 »; without `status`, where it is told afterwards."""
    told = [f"HTTP {status}"] if status else []
    if code:
        told.append(f"code {code}/{subcode}" if subcode else f"code {code}")
    return ", ".join(told)
