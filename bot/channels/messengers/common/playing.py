"""A turn of a messenger, played once; a long message by parts, answered once."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.agent import Agent

from bot.channels.messengers.common.pace import TURNS
from bot.channels.messengers.common.rendering import split
from bot.channels.shared import turn
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import NotReady
from bot.channels.shared.message import TEXT_MAX, Message, clean
from bot.server.draining import DRAINING
from vte.backoff import Backoff

LATE_SECONDS = 15.0  # the longest wait before a message is tried again on a server that is busy
OUTAGES = 3  # times that a message is played again before its person reads that it could not be
Answer = dict[str, Any]


class Playing:
    """Errors of its calls: Malformed, for a choice that was not offered; NotReady, where this
    worker is told to stop; SQLAlchemyError: what is to be answered still waits.
    """

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    async def choice(self, agent: Agent, person: str, message_id: str, payload: str) -> Answer:
        """The answer of the contract to a choice, which the turn refuses if it was not offered."""
        return await self.answer(agent, person, Message(message_id, payload=payload))

    async def words(self, agent: Agent, person: str, message_id: str, text: str) -> Answer:
        """The answer to what was typed, of any length: what a turn takes is played at a time."""
        parts = split(clean(text), TEXT_MAX) or ["?"]
        if len(parts) == 1:
            return await self._part(agent, person, message_id, parts[0])
        known = (await turn.read_state(agent, person))["dossier"]
        answers = [
            await self._part(agent, person, _part_id(message_id, place), part)
            for place, part in enumerate(parts)
        ]
        said = await self._conduct.journal.messages(person)
        return _as_one(answers, known, greets=bool(said) and said[0]["id"] == message_id)

    async def _part(self, agent: Agent, person: str, message_id: str, text: str) -> Answer:
        return await self.answer(agent, person, Message(message_id, text=text))

    async def answer(self, agent: Agent, person: str, message: Message) -> Answer:
        """Of its turn, played once. A server that is busy is waited for: nobody else is told."""
        backoff, outages = Backoff(longest=LATE_SECONDS), 0
        while True:
            try:
                async with TURNS:
                    answer = await self._conduct.answer(
                        agent, person, message.message_id, lambda: _given(message)
                    )
                outages += 1
                if outages > OUTAGES or not turn.is_outage(answer):
                    return answer
            except NotReady:
                if DRAINING.on:
                    raise
            await asyncio.sleep(backoff.next())


async def _given(message: Message) -> Message:
    return message


def _part_id(message_id: str, place: int) -> str:
    return message_id if place == 0 else f"{message_id}-{place}"


def _as_one(answers: list[Answer], known: Any, greets: bool) -> Answer:
    """The answer to the last part that told something new; else to the last that was understood.
    One without a word, as where staff hold the conversation, is no answer while another has some.

    `known`: the facts before; `before`, in the answer: the words of a first contact.
    """
    facts = [known, *(a["state"]["dossier"] for a in answers)]
    told = [a for a, old, new in zip(answers, facts, facts[1:], strict=False) if old != new]
    understood = [a for a in answers if a["state"]["understood"]]
    likely = told or understood or answers
    said = next((a for a in reversed(likely) if a["messages"]), likely[-1])
    said = said | next(({"notice": a["notice"]} for a in answers if "notice" in a), {})
    if not greets or said["messages"] is answers[0]["messages"]:
        return said
    return said | {"before": answers[0]["messages"][:1]}
