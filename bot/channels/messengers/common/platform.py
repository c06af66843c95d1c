"""What a channel says of its platform, and what it may say; the base of every messenger's file.

How a call is verified, what it holds, how an answer is written, what is owed on receipt
(docs/channels.md). What is done with it is in pipeline.py, serving.py and responding.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from rasa.core.channels.channel import InputChannel
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.incoming import Incoming
from bot.channels.messengers.common.outcomes import Codes, Undelivered
from bot.channels.messengers.common.staff import StaffHooks
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import NotConfigured


class Platform(StaffHooks, InputChannel):
    """`conduct`: the turns of this channel, and its journal."""

    SETTINGS: Sequence[Any] = ()  # the settings without which the channel stays closed
    MENUS = False  # whether a choice may be said: by its letter, « B », or by its words (menus.py)
    # Whether buttons carry a digest of their payload, where the platform holds few characters.
    DIGESTS = False
    CODES: ClassVar[Codes] = {}  # what the platform's own codes mean (common/outcomes.py)
    WINDOW: timedelta | None = None  # after a person's last message, for free words to them
    SPEAKS_AS = ""  # the channel whose variants of responses are this one's too

    def __init__(self) -> None:
        self.conduct = Conduct(self.name(), self.SPEAKS_AS)

    # Each platform's own

    def verify(self, request: Request) -> None:
        """Error: SignatureRefused, for a call that the platform did not make."""
        raise NotImplementedError

    def read(self, request: Request) -> list[Incoming]:
        """Every message that the call holds; what is malformed or none (a receipt) is left out."""
        raise NotImplementedError

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        """The calls that send these messages of the contract to this person."""
        raise NotImplementedError

    # Where a platform wants it

    async def prepare(self, messages: list[dict[str, Any]]) -> None:
        """What the platform must hold before it can be sent these messages. Nothing by default."""

    def courtesies(self, incoming: Incoming) -> list[Call]:
        """The calls owed on receipt: seen, typing, a callback's answer. None by default."""
        return []

    def undelivered(self, request: Request) -> list[Undelivered]:
        """What the call tells of messages that the platform had taken. Nothing by default."""
        return []

    def reopening(self, address: str) -> list[Call]:
        """The calls that may be made once WINDOW is over, and invite to write. None by default."""
        return []

    async def payload(self, person: str, content: str) -> str | None:
        """The payload behind what the platform hands back for a button."""
        if not self.DIGESTS:
            return content
        return await self.conduct.journal.payload(
            person, lambda offered: digest(offered) == content
        )

    def acknowledgement(self) -> HTTPResponse:
        """What the platform wants to read when its call was understood."""
        return json({"ok": True})

    # Whether it is open

    def missing(self) -> list[str]:
        """The names of the settings without which it is closed and that have no value."""
        return [s.nom for s in self.SETTINGS if not s.lire()]

    def require_settings(self) -> None:
        """Error: NotConfigured."""
        if missing := self.missing():
            raise NotConfigured(f"Ce canal n'est pas ouvert : il manque {', '.join(missing)}.")
