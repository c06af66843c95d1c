"""Typed text, as Rasa is given it: words, never one of Rasa's commands.

Rasa carries out a text that begins with « / » (`/restart`, `/informer{"effectif":45}`), after it
took the white space away. Two things keep a person's words from being one, each enough by itself:
they never begin with a slash, and they are read by the pipeline without the component that looks
for commands. Only a button that was offered is handed over as a command.
"""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX

# Looks like the slash and is none, whatever form of Unicode it is written in later.
DIVISION_SLASH = "\u2215"
_COMMANDS = "run_RegexMessageHandler"  # Rasa's last node, which reads commands


class RasaChanged(Exception):
    """Rasa's pipeline no longer ends where its commands are read."""


def as_words(typed: str) -> str:
    """The same text, which begins with neither white space nor the slash of a command."""
    text = typed.strip()
    if not text.startswith(INTENT_MESSAGE_PREFIX):
        return text
    return DIVISION_SLASH + text.removeprefix(INTENT_MESSAGE_PREFIX)


async def read(agent: Agent, message: UserMessage) -> dict[str, Any]:
    """What the pipeline understands of the words of `message`, commands left aside.

    Error: RasaChanged.
    """
    reader = copy.copy(agent.processor)
    metadata = reader.model_metadata
    reader.model_metadata = dataclasses.replace(metadata, nlu_target=_pipeline_end(metadata))
    understood: dict[str, Any] = await reader.parse_message(message)
    return understood


def _pipeline_end(metadata: Any) -> str:
    """The node before the one that reads commands."""
    if metadata.nlu_target != _COMMANDS:
        raise RasaChanged(metadata.nlu_target)
    end: str = metadata.predict_schema.nodes[_COMMANDS].needs["messages"]
    return end
