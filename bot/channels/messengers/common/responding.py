"""From what a person sent to the messages that answer it: a fixed one, an order, or a turn."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent

from bot.channels.messengers.common import details, doubts
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
from bot.channels.shared.message import Message
from vte.communes import dans_une_adresse
from vte.conversation.textes import Textes
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
            return self.fixed(order) if order else []
        try:
            return await self._turn(agent, person, batch)
        except Malformed:
            return self.fixed("utter_choix_perime")

    async def _turn(self, agent: Agent, person: str, batch: Batch) -> Messages:
        message_id, said = digest(batch.first.id), batch.first.content
        if batch.first.kind == PAYLOAD:
            if details.asked(said):
                return await self._rest(agent, person, message_id)
            chosen_here = await self._payload(person, said)
            if chosen_here == doubts.GO_ON:
                return await self._goes_on(agent, person, message_id, payload=chosen_here)
            return await self._choice(agent, person, message_id, chosen_here)
        text = "\n".join(words for one in batch.incomings if (words := _words(one)))
        if not text:
            return self.fixed(UNREAD[_said_without_words(batch)])
        if (payload := await self._typed_choice(person, message_id, text)) == details.PAYLOAD:
            return await self._rest(agent, person, message_id)
        if payload == doubts.STOP:
            return self.fixed(await self.stops.stop(person, batch))
        if payload == doubts.GO_ON:
            return await self._goes_on(agent, person, message_id, text=text)
        if payload:
            return await self._choice(agent, person, message_id, payload)
        if doubts.doubtful(text):
            asked = self.fixed(doubts.ASKED)
            asked[0]["buttons"] = doubts.CHOICES
            return await self._told(agent, person, Message(message_id, text=text, told=asked))
        answer = await self.playing.words(agent, person, message_id, text[:TEXT_MAX])
        shown = details.short(answer["messages"])
        greeting = "\n".join(m["text"] for m in answer.get("before", []))
        shown = details.led(greeting, shown) or shown
        notes = ["utter_trop_long"] if len(text) > TEXT_MAX else []
        notes += [UNREAD[kind] for kind in _unread_beside(batch)][:1]
        if not shown:  # staff hold the conversation, and read the words alone
            return [one for note in notes for one in self.fixed(note)]
        first = [_notice(answer), *(self.fixed(note)[0]["text"] for note in notes)]
        return details.noted("\n".join(filter(None, first)), shown)

    async def _choice(self, agent: Agent, person: str, message_id: str, payload: str) -> Messages:
        answer = await self.playing.choice(agent, person, message_id, payload)
        return details.noted(_notice(answer), details.short(answer["messages"]))

    async def _goes_on(self, agent: Agent, person: str, message_id: str, **said: str) -> Messages:
        """What looked like a STOP was none."""
        told = self.fixed(doubts.GOES_ON)
        return await self._told(agent, person, Message(message_id, told=told, **said))

    async def _told(self, agent: Agent, person: str, message: Message) -> Messages:
        messages: Messages = (await self.playing.answer(agent, person, message))["messages"]
        return messages

    async def _rest(self, agent: Agent, person: str, message_id: str) -> Messages:
        """What was left out of the last answer, kept as an answer: more may be left of it."""
        left = details.rest(await self._journal.last_messages(person))
        if not left and not await self._journal.answered(person, message_id):
            return self.fixed("utter_choix_perime")
        said = Message(message_id, text=details.BUTTON["title"], told=left)
        return details.short(await self._told(agent, person, said))

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
        if payload := doubts.chosen(text, shown):
            return payload
        return chosen(text, shown) if self._platform.MENUS else None

    def fixed(self, response: str) -> Messages:
        """A response that needs no turn, in this channel's own words where it has some.

        From the files, so that none is missing from an older model.
        """
        voice = self._platform.SPEAKS_AS or self._platform.name()
        text = Textes.du_projet().rendre(response, {}, canal=voice)
        return [{"text": text, "buttons": [], "custom": {}}]


def _notice(answer: dict[str, Any]) -> str:
    """What staff tell everybody, where this answer is the first since; else nothing."""
    return str(answer.get("notice", ""))


def _words(incoming: Incoming) -> str:
    """What is read of it as words; a location that names its commune is « à Oyonnax »."""
    if incoming.kind == LOCATION:
        commune = dans_une_adresse(incoming.content)
        return f"à {commune}" if commune else ""
    if incoming.kind != TEXT:
        return ""
    return "bonjour" if commence(incoming.content) else incoming.content.strip()


def _unread_beside(batch: Batch) -> list[str]:
    """What came with words and is not read; the pictures of an album whose caption is are not."""
    read = {one.group for one in batch.incomings if one.kind == TEXT and one.group}
    return [
        one.kind
        for one in batch.incomings
        if one.kind not in (TEXT, STICKER) and one.group not in read and not _words(one)
    ]


def _said_without_words(batch: Batch) -> str:
    """The kind that one sentence answers, of all that came together."""
    kinds = [one.kind for one in batch.incomings if one.kind != TEXT]
    return kinds[0] if len(set(kinds)) == 1 else MEDIA
