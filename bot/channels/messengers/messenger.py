"""Messenger (Graph API).

https://developers.facebook.com/docs/messenger-platform says what is read and sent here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from sanic.request import Request

from bot.channels.messengers import messenger_calls as calls
from bot.channels.messengers.common.body import json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.incoming import Incoming, find, objects, text
from bot.channels.messengers.common.meta import MetaChannel
from bot.channels.messengers.common.outcomes import Closed, Codes, Retry, Unreachable
from bot.channels.messengers.common.staff import Elsewhere, Owner
from bot.channels.messengers.messenger_events import elsewhere_of, incoming_of
from vte import fenetres
from vte.reglages_messageries import (
    MESSENGER_AGENT_HUMAIN,
    MESSENGER_BOITE,
    MESSENGER_JETON,
    MESSENGER_SECRET,
    MESSENGER_VERIFICATION,
)


class MessengerChannel(MetaChannel):
    SETTINGS = (MESSENGER_SECRET, MESSENGER_JETON, MESSENGER_VERIFICATION)
    SECRET, VERIFICATION = MESSENGER_SECRET, MESSENGER_VERIFICATION
    WINDOW = fenetres.de_l_assistant("messenger")
    # https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes
    CODES: ClassVar[Codes] = {
        (10, 2018278): Closed,
        (10, 2018065): Closed,  # the same, as it was numbered before
        (551, 0): Unreachable,
        (200, 1545041): Unreachable,
        (100, 2018001): Unreachable,  # nobody has this id
        **{(code, 0): Retry for code in (2, 4, 32, 613, 1200)},
    }

    @classmethod
    def name(cls) -> str:
        return "messenger"

    def read(self, request: Request) -> list[Incoming]:
        body = json_body(request)
        if find(body, "object") != "page":
            return []
        events = (e for entry in objects(body, "entry") for e in _own(entry))
        return [incoming for e in events if (incoming := incoming_of(e))]

    def courtesies(self, incoming: Incoming) -> list[Call]:
        actions = ("mark_seen", "typing_on")
        return [calls.call("messages", incoming.address, {"sender_action": a}) for a in actions]

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        return calls.answer(address, messages, calls.RESPONSE)

    def staff_window(self) -> timedelta | None:
        return fenetres.de_l_equipe("messenger")

    def staff_calls(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        kind = calls.HUMAN_AGENT if MESSENGER_AGENT_HUMAIN.lire() else calls.RESPONSE
        return calls.answer(address, messages, kind)

    def pass_to_inbox(self, address: str) -> list[Call]:
        if not MESSENGER_BOITE.lire():
            return []
        target = {"target_app_id": calls.PAGE_INBOX}
        return [calls.call("pass_thread_control", address, target)]

    def take_back(self, address: str) -> list[Call]:
        return [calls.call("take_thread_control", address, {})]

    def owners(self, request: Request) -> list[Owner]:
        """Passed to us, by staff or by a thread that was idle; or taken from us.

        `app_roles` says what the page's applications are, and changes no thread.
        """
        events = [e for entry in objects(json_body(request), "entry") for e in _own(entry)]
        return [
            Owner(text(event, "sender", "id"), ours)
            for event in events
            for name, ours in (("pass_thread_control", True), ("take_thread_control", False))
            if isinstance(find(event, name), Mapping) and text(event, "sender", "id")
        ]

    def elsewhere(self, request: Request) -> list[Elsewhere]:
        """What `standby` tells: the person's words, and as an echo those of who answers them."""
        events = [
            e for entry in objects(json_body(request), "entry") for e in objects(entry, "standby")
        ]
        return [one for event in events if (one := elsewhere_of(event))]


def _own(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """`standby` holds what another application answers: it is not for us."""
    yield from objects(entry, "messaging")
