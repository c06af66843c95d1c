"""What a platform lets staff do beside the assistant: write later than it may, take the thread.

Where a platform has nothing of its own, staff's words go out as the assistant's do, and a thread
has one owner: us.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sanic.request import Request

from bot.channels.messengers.common.delivery import Call


@dataclass(frozen=True)
class Owner:
    """Who holds a person's thread from now on: us, or staff in the platform's own inbox."""

    address: str
    ours: bool


@dataclass(frozen=True)
class Elsewhere:
    """Something was said in a thread that staff hold there; by the person, or to them."""

    address: str
    by_person: bool


class StaffHooks:
    """The base of MessagingChannel; each hook may be said again by a platform."""

    WINDOW: timedelta | None = None

    def staff_window(self) -> timedelta | None:
        """For how long after a person's last message staff may answer; None: for ever."""
        return self.WINDOW

    def staff_calls(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        """The calls that send what a member of staff wrote, within `staff_window`."""
        return self.render(address, messages)

    def pass_to_inbox(self, address: str) -> list[Call]:
        """The calls after which staff answer in the platform's own inbox. None by default."""
        return []

    def take_back(self, address: str) -> list[Call]:
        """The calls after which the assistant answers again. None by default."""
        return []

    def owners(self, request: Request) -> list[Owner]:
        """What a webhook tells of who holds a thread from now on. Nothing by default."""
        return []

    def elsewhere(self, request: Request) -> list[Elsewhere]:
        """What a webhook tells of threads that we do not hold. Nothing by default."""
        return []

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        raise NotImplementedError
