"""« Carnet », a messenger made up as an example.

A call signed with a token, a message in JSON, an answer in JSON.
"""

from __future__ import annotations

from typing import Any

from sanic.request import Request

from bot.channels.messengers.common.body import equal, json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.incoming import PAYLOAD, TEXT, Incoming, text
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.messengers.common.rendering import split
from bot.channels.shared.errors import SignatureRefused
from vte.reglages_messageries import CARNET_API, CARNET_JETON


class CarnetChannel(MessagingChannel):
    SETTINGS = (CARNET_JETON,)

    @classmethod
    def name(cls) -> str:
        return "carnet"

    def verify(self, request: Request) -> None:
        if not equal(request.headers.get("x-carnet-jeton", ""), CARNET_JETON.lire()):
            raise SignatureRefused("Le jeton n'est pas celui de la plateforme.")

    def read(self, request: Request) -> list[Incoming]:
        body = json_body(request)
        identifier, address = text(body, "id"), text(body, "from")
        kind, content = (
            (PAYLOAD, text(body, "choice")) if text(body, "choice") else (TEXT, text(body, "text"))
        )
        return (
            [Incoming(identifier, address, kind, content)]
            if identifier and address and content
            else []
        )

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        return [
            Call(
                f"{CARNET_API.lire()}/messages",
                json={"to": address, "text": part, "choices": message["buttons"]},
            )
            for message in messages
            for part in split(message["text"], 500)
        ]
