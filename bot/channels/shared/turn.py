"""One turn through Rasa: a message in, its answers out."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot import action_endpoint
from bot.channels.shared import state, words
from bot.channels.shared.message import Message
from bot.observability.turns import stage
from bot.tracker_store import TrackerStore, Turn
from vte.conversation import contexte

logger = logging.getLogger(__name__)


class Outage(Exception):
    """The turn could not be played to its end."""


def tracker_store(agent: Agent) -> TrackerStore:
    store: TrackerStore = agent.tracker_store._tracker_store
    return store


async def play(
    agent: Agent, channel: str, speaks_as: str, turn: Turn, said: Message
) -> list[dict[str, Any]]:
    """The answers to what was said, in the contract's shape; a payload was offered here.

    `channel`: where it was said; `speaks_as`: whose variants of responses answer. What the
    conversation becomes is in `turn`, and stored nowhere yet. Error: Outage.
    """
    action_endpoint.install(agent)
    output = _output(speaks_as)()
    try:
        # Rasa's own lock would be a second one: the turn holds the person's.
        heard = await _heard(agent, channel, output, turn, said)
        with stage("decide"), action_endpoint.failures() as failed:
            await agent.processor.handle_message(heard)
    except Exception as error:  # whatever breaks inside Rasa, the person reads one sentence
        logger.exception("A turn failed.")
        raise Outage from error
    if failed or not output.messages:
        raise Outage
    return _messages(output.messages)


async def _heard(
    agent: Agent, channel: str, output: CollectingOutputChannel, turn: Turn, said: Message
) -> UserMessage:
    """A button's payload, which Rasa reads as the command that it is; or words, read here.

    The message's id goes with it: what an action does for it is done once.
    """
    text = str(said.payload) if said.text is None else words.as_words(said.text)
    message = UserMessage(
        text,
        output,
        turn.begun.person,
        input_channel=channel,
        message_id=said.message_id,
        metadata=_context(turn.tracker),
    )
    if said.text is not None:
        with stage("read"):
            message.parse_data = await words.read(agent, message)
    return message


def _context(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """What the reading of this message must know: the open question (bot/nlu/lecteur.py)."""
    return contexte(tracker.current_slot_values()) if tracker else {}


@lru_cache
def _output(name: str) -> type[CollectingOutputChannel]:
    """What Rasa writes to; its name chooses the responses that a channel has of its own."""
    return type("Output", (CollectingOutputChannel,), {"name": classmethod(lambda cls: name)})


def kept_text(turn: Turn) -> str:
    """What the conversation keeps of the last message: its words, without personal data."""
    tracker = turn.tracker
    return str(tracker.latest_message.text or "") if tracker and tracker.latest_message else ""


def erases(messages: list[dict[str, Any]]) -> bool:
    """True when these are the last words of a conversation to be forgotten."""
    return any(m["custom"].get("effacer") for m in messages)


def outage(agent: Agent, turn: Turn) -> dict[str, Any]:
    """What the user reads when a turn cannot be played; the slots stay as they were.

    `custom.retry`: this message was not heard, and the same one may be sent again.
    """
    phrase = agent.domain.responses["utter_panne"][0]["text"]
    return {
        "messages": [{"text": phrase, "buttons": [], "custom": {"retry": True}}],
        "state": state.read(turn.tracker),
    }


def is_outage(answer: dict[str, Any]) -> bool:
    """True of that answer: nothing was noted."""
    return any(m["custom"].get("retry") for m in answer["messages"])


async def read_state(agent: Agent, session: str) -> dict[str, Any]:
    """The state of a conversation as it is stored. Error: SQLAlchemyError."""
    return state.read(*await tracker_store(agent).seen(session))


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
