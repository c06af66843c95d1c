"""From what a person sent to the messages that answer it: a fixed one, an order, or a turn."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent

from bot.channels.messengers.common import details
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
            return self.fixed(agent, order) if order else []
        try:
            return await self._turn(agent, person, batch)
        except Malformed:
            return self.fixed(agent, "utter_choix_perime")

    async def _turn(self, agent: Agent, person: str, batch: Batch) -> Messages:
        message_id, said = digest(batch.first.id), batch.first.content
        if batch.first.kind == PAYLOAD:
            if details.asked(said):
                return await self._rest(agent, person)
            return await self._choice(agent, person, message_id, await self._payload(person, said))
        text = "\n".join(words for one in batch.incomings if (words := _words(one)))
        if not text:
            return self.fixed(agent, UNREAD[_said_without_words(batch)])
        if (payload := await self._typed_choice(person, message_id, text)) == details.PAYLOAD:
            return await self._rest(agent, person)
        if payload:
            return await self._choice(agent, person, message_id, payload)
        answer = await self.playing.words(agent, person, message_id, text[:TEXT_MAX])
        before: Messages = answer.get("before", [])
        if len(text) > TEXT_MAX:
            before = self.fixed(agent, "utter_trop_long") + before
        return _notice(answer) + before + details.short(answer["messages"])

    async def _choice(self, agent: Agent, person: str, message_id: str, payload: str) -> Messages:
        answer = await self.playing.choice(agent, person, message_id, payload)
        return _notice(answer) + details.short(answer["messages"])

    async def _rest(self, agent: Agent, person: str) -> Messages:
        """What was left out of the last answer."""
        left = details.rest(await self._journal.last_messages(person))
        return left or self.fixed(agent, "utter_choix_perime")

    async def _payload(self, person: str, content: str) -> str:
        return await self._platform.payload(person, content) or ""

    async def _typed_choice(self, person: str, message_id: str, text: str) -> str | None:
        """The payload of the choice that these words make; a letter's, where choices are text.

        None, too, of what a turn has answered already: its answer was not all sent.
        """
        if await self._journal.answered(person, message_id):
            return None
        shown = details.choices(await self._journal.last_messages(person))
        if details.BUTTON in shown and details.asked(text):
            return details.PAYLOAD
        return chosen(text, shown) if self._platform.MENUS else None

    def fixed(self, agent: Agent, response: str) -> Messages:
        """A response that needs no turn, in this channel's own words where it has some."""
        written = agent.domain.responses[response]
        voice = self._platform.SPEAKS_AS or self._platform.name()
        own = [w for w in written if w.get("channel") == voice]
        text = (own or [w for w in written if "channel" not in w])[0]["text"]
        return [{"text": text, "buttons": [], "custom": {}}]


def _notice(answer: dict[str, Any]) -> Messages:
    """What staff tell everybody, where this answer is the first since."""
    text = answer.get("notice")
    return [{"text": text, "buttons": [], "custom": {}}] if text else []


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
