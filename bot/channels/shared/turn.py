"""One turn through Rasa: a message in, its answers out."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.shared import action_server, state, words
from bot.channels.shared.errors import NotReady
from bot.channels.shared.message import Message
from bot.tracker_store import TrackerStore
from vte.conversation import contexte

logger = logging.getLogger(__name__)


class Outage(Exception):
    """The turn could not be played to its end."""


def tracker_store(agent: Agent) -> TrackerStore:
    store: TrackerStore = agent.tracker_store._tracker_store
    return store


async def play(agent: Agent, channel: str, session: str, said: Message) -> dict[str, Any]:
    """The answer of the contract to what was said; a payload was offered in this conversation.

    Errors: Outage (the action server is down), NotReady (the turn cannot be stored).
    """
    if not await action_server.answers(
        agent.action_endpoint.url if agent.action_endpoint else None
    ):
        raise Outage
    output = _output(channel)()
    try:
        await agent.handle_message(await _heard(agent, output, session, said))
    except Exception as error:  # whatever breaks inside Rasa, the person reads one sentence
        logger.exception("A turn failed.")
        raise Outage from error
    if tracker_store(agent).has_failed(session):
        raise NotReady(
            "Je ne peux pas garder votre message pour l'instant : renvoyez-le dans un moment."
        )
    if not output.messages:
        raise Outage
    return {"messages": _messages(output.messages), "state": await read_state(agent, session)}


async def _heard(
    agent: Agent, output: CollectingOutputChannel, session: str, said: Message
) -> UserMessage:
    """A button's payload, which Rasa reads as the command that it is; or words, read here."""
    text = str(said.payload) if said.text is None else words.as_words(said.text)
    message = UserMessage(
        text,
        output,
        session,
        input_channel=output.name(),
        metadata=await _context(agent, session),
    )
    if said.text is not None:
        message.parse_data = await words.read(agent, message)
    return message


async def _context(agent: Agent, session: str) -> dict[str, Any]:
    """What the reading of this message must know: the open question (bot/nlu/lecteur.py)."""
    tracker = await tracker_store(agent).peek(session)
    return contexte(tracker.current_slot_values()) if tracker else {}


@lru_cache
def _output(channel: str) -> type[CollectingOutputChannel]:
    """What Rasa writes to; its name chooses the responses that a channel has of its own."""
    return type("Output", (CollectingOutputChannel,), {"name": classmethod(lambda cls: channel)})


async def kept_text(agent: Agent, session: str) -> str:
    """What the conversation keeps of the last message: its words, without personal data."""
    tracker = await tracker_store(agent).peek(session)
    return str(tracker.latest_message.text or "") if tracker and tracker.latest_message else ""


def erases(answer: dict[str, Any]) -> bool:
    """True when this answer is the last of a conversation to be forgotten."""
    return any(m["custom"].get("effacer") for m in answer["messages"])


async def outage(agent: Agent, session: str) -> dict[str, Any]:
    """What the user reads when the action server is down; the slots stay as they were.

    `custom.retry`: this message was not heard, and the same one may be sent again.
    """
    phrase = agent.domain.responses["utter_panne"][0]["text"]
    return {
        "messages": [{"text": phrase, "buttons": [], "custom": {"retry": True}}],
        "state": await read_state(agent, session),
    }


async def read_state(agent: Agent, session: str) -> dict[str, Any]:
    return state.read(await tracker_store(agent).peek(session))


def _messages(raw_messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers in the contract's shape.

    Rasa sends the `custom` of a response on its own, after its text.
    """
    answers: list[dict[str, Any]] = []
    for message in map(_message, raw_messages):
        if answers and message["custom"] and not message["text"]:
            answers[-1]["custom"] = message["custom"]
        else:
            answers.append(message)
    return answers


def _message(raw: dict[str, Any]) -> dict[str, Any]:
    buttons = [{"title": b["title"], "payload": b["payload"]} for b in raw.get("buttons") or []]
    return {"text": raw.get("text") or "", "buttons": buttons, "custom": raw.get("custom") or {}}
