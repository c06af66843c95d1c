"""From what a person sent to the messages that answer it: a fixed one, an order, or a turn."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent

from bot.channels.messengers.common.batches import TEXT_MAX, Batch
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import (
    CONTACT,
    DOCUMENT,
    LOCATION,
    MEDIA,
    PAYLOAD,
    PICTURE,
    STICKER,
    TEXT,
    VOICE,
    Incoming,
)
from bot.channels.messengers.common.menus import chosen
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.common.playing import Playing
from bot.channels.messengers.common.stops import Stops
from bot.channels.shared.errors import Malformed
from vte.communes import dans_une_adresse
from vte.mots_d_arret import commence

Messages = list[dict[str, Any]]
# The sentence for what holds no words.
UNREAD = {
    VOICE: "utter_media_vocal",
    PICTURE: "utter_media_image",
    DOCUMENT: "utter_media_document",
    LOCATION: "utter_media_lieu",
    CONTACT: "utter_media_contact",
    STICKER: "utter_media_autocollant",
    MEDIA: "utter_media",
}


class Responding:
    """`platform`: the channel that answers; `inbox`: where what it was sent waits."""

    def __init__(self, platform: Platform, inbox: Inbox) -> None:
        self._platform, self._journal = platform, platform.conduct.journal
        self.stops, self.playing = Stops(inbox, platform.conduct), Playing(platform.conduct)

    async def respond(self, agent: Agent, person: str, batch: Batch) -> Messages:
        """The messages of the contract, none where nothing is due.

        Errors: NotReady, SQLAlchemyError: it still waits.
        """
        order = await self.stops.answer(person, batch)
        if order is not None:
            return self._fixed(agent, order) if order else []
        try:
            return await self._turn(agent, person, batch)
        except Malformed:
            return self._fixed(agent, "utter_choix_perime")

    async def _turn(self, agent: Agent, person: str, batch: Batch) -> Messages:
        message_id = digest(batch.first.id)
        if batch.first.kind == PAYLOAD:
            return _messages(
                await self.playing.choice(
                    agent, person, message_id, lambda: self._payload(person, batch.first)
                )
            )
        text = "\n".join(words for one in batch.incomings if (words := _words(one)))
        if not text:
            return self._fixed(agent, UNREAD[_said_without_words(batch)])
        if payload := await self._typed_choice(person, text):
            return _messages(
                await self.playing.choice(agent, person, message_id, lambda: _given(payload))
            )
        answer = await self.playing.words(agent, person, message_id, text[:TEXT_MAX])
        cut = self._fixed(agent, "utter_trop_long") if len(text) > TEXT_MAX else []
        return cut + _messages(answer)

    async def _payload(self, person: str, incoming: Incoming) -> str:
        return await self._platform.payload(person, incoming.content) or ""

    async def _typed_choice(self, person: str, text: str) -> str | None:
        """The payload of the choice that these words make, where the platform has no buttons."""
        if not self._platform.MENUS:
            return None
        return chosen(text, await self._journal.last_choices(person))

    def _fixed(self, agent: Agent, response: str) -> Messages:
        """A response that needs no turn, in this channel's own words where it has some."""
        written = agent.domain.responses[response]
        own = [w for w in written if w.get("channel") == self._platform.name()]
        text = (own or [w for w in written if "channel" not in w])[0]["text"]
        return [{"text": text, "buttons": [], "custom": {}}]


async def _given(payload: str) -> str:
    return payload


def _messages(answer: dict[str, Any]) -> Messages:
    messages: Messages = answer["messages"]
    return messages


def _words(incoming: Incoming) -> str:
    """What is read of it as words; a location that names its commune is « à Oyonnax »."""
    if incoming.kind == LOCATION:
        commune = dans_une_adresse(incoming.content)
        return f"à {commune}" if commune else ""
    if incoming.kind != TEXT:
        return ""
    return "bonjour" if commence(incoming.content) else incoming.content.strip()


def _said_without_words(batch: Batch) -> str:
    """The kind that one sentence answers, of all that came together."""
    kinds = [one.kind for one in batch.incomings if one.kind != TEXT]
    return kinds[0] if len(set(kinds)) == 1 else MEDIA
