"""Telegram (Bot API): https://core.telegram.org/bots/api says what is read and sent here.

`vte canaux enregistrer telegram` tells Telegram where the webhook is; starting the server does not.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sanic.request import Request

from bot.channels.messengers.common.body import equal, json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.incoming import PAYLOAD, Incoming, find, number, text
from bot.channels.messengers.common.outcomes import Codes, Unreachable
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.messengers.common.rendering import split
from bot.channels.messengers.telegram_messages import contents
from bot.channels.shared.errors import SignatureRefused
from vte.reglages_messageries import TELEGRAM_API, TELEGRAM_JETON, TELEGRAM_SECRET

TEXT_MAX = 4096  # characters


class TelegramChannel(MessagingChannel):
    SETTINGS = (TELEGRAM_JETON, TELEGRAM_SECRET)
    DIGESTS = True  # 64 bytes of callback data do not hold every payload
    # Blocked by the person, or their account is gone; a 429 says in its body how long to wait.
    CODES: ClassVar[Codes] = {(403, 0): Unreachable}

    @classmethod
    def name(cls) -> str:
        return "telegram"

    def verify(self, request: Request) -> None:
        if not equal(
            request.headers.get("x-telegram-bot-api-secret-token", ""), TELEGRAM_SECRET.lire()
        ):
            raise SignatureRefused("Le jeton secret n'est pas celui du webhook.")

    def read(self, request: Request) -> list[Incoming]:
        body = json_body(request)
        update = number(body, "update_id")
        identifier = f"{update:.0f}"
        if update <= 0:
            return []
        if find(body, "callback_query") is not None:
            return self._choice(body, identifier, update)
        if find(body, "message", "chat", "type") != "private":  # a group, a channel, an edit
            return []
        address, found = text(body, "message", "chat", "id"), contents(find(body, "message"))
        if not address or found is None:
            return []
        album = text(body, "message", "media_group_id")
        return [Incoming(identifier, address, *found, update, group=album)]

    def _choice(self, body: Any, identifier: str, update: float) -> list[Incoming]:
        address, callback = (
            text(body, "callback_query", "message", "chat", "id"),
            text(body, "callback_query", "id"),
        )
        if not address or find(body, "callback_query", "message", "chat", "type") != "private":
            return []
        return [
            Incoming(
                identifier, address, PAYLOAD, text(body, "callback_query", "data"), update, callback
            )
        ]

    def courtesies(self, incoming: Incoming) -> list[Call]:
        typing = self._call("sendChatAction", {"chat_id": incoming.address, "action": "typing"})
        return (
            [self._call("answerCallbackQuery", {"callback_query_id": incoming.callback}), typing]
            if incoming.callback
            else [typing]
        )

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        return [call for m in messages for call in self._message(address, m["text"], m["buttons"])]

    def _message(self, address: str, said: str, buttons: list[dict[str, str]]) -> list[Call]:
        parts: list[dict[str, Any]] = [
            {"chat_id": address, "text": part} for part in split(said, TEXT_MAX)
        ]
        if buttons:
            keyboard = [
                [{"text": b["title"], "callback_data": digest(b["payload"])}] for b in buttons
            ]
            parts[-1]["reply_markup"] = {"inline_keyboard": keyboard}
        return [self._call("sendMessage", body) for body in parts]

    def _call(self, method: str, body: dict[str, Any]) -> Call:
        return Call(f"{TELEGRAM_API.lire()}/bot{TELEGRAM_JETON.lire()}/{method}", json=body)
