"""One turn through Rasa: a message in, its answers out."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.shared import action_server, state
from bot.channels.shared.errors import PasPret
from bot.tracker_store import SuiviSQL

logger = logging.getLogger(__name__)


class Panne(Exception):
    """The turn could not be played to its end; `message` is the sentence to show."""


def suivi(agent: Agent) -> SuiviSQL:
    return agent.tracker_store._tracker_store


async def jouer(agent: Agent, canal: str, session: str, texte: str) -> dict[str, Any]:
    """The answer of the contract. Errors: Panne (action server down), PasPret (the log cannot be written)."""
    if not await action_server.repond(agent.action_endpoint.url if agent.action_endpoint else None):
        raise Panne
    sortie = _sortie(canal)()
    try:
        await agent.handle_message(UserMessage(texte, sortie, session, input_channel=canal))
    except Exception as erreur:  # whatever breaks inside Rasa, the person reads one sentence
        logger.exception("A turn failed.")
        raise Panne from erreur
    if suivi(agent).a_echoue(session):
        raise PasPret(
            "Je ne peux pas garder votre message pour l'instant : renvoyez-le dans un moment."
        )
    if not sortie.messages:
        raise Panne
    return {"messages": _messages(sortie.messages), "state": await lire_etat(agent, session)}


@lru_cache
def _sortie(canal: str) -> type[CollectingOutputChannel]:
    """What Rasa writes to; by its name Rasa chooses the responses of domain.yml that a channel has of its own."""
    return type("Sortie", (CollectingOutputChannel,), {"name": classmethod(lambda cls: canal)})


async def dit_garde(agent: Agent, session: str) -> str:
    """What the conversation keeps of the last message: its words, without personal data."""
    tracker = await suivi(agent).consulter(session)
    return str(tracker.latest_message.text or "") if tracker and tracker.latest_message else ""


def efface(reponse: dict[str, Any]) -> bool:
    """True when this answer is the last of a conversation to be forgotten."""
    return any(m["custom"].get("effacer") for m in reponse["messages"])


async def panne(agent: Agent, session: str) -> dict[str, Any]:
    """What the user reads when the action server is down; the slots stay as they were.

    `custom.retry`: this message was not heard, and the same one may be sent again.
    """
    phrase = agent.domain.responses["utter_panne"][0]["text"]
    return {
        "messages": [{"text": phrase, "buttons": [], "custom": {"retry": True}}],
        "state": await lire_etat(agent, session),
    }


async def lire_etat(agent: Agent, session: str) -> dict[str, Any]:
    return state.lire(await suivi(agent).consulter(session))


def _messages(bruts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers in the contract's shape; Rasa sends the `custom` of a response on its own, after its text."""
    suite: list[dict[str, Any]] = []
    for message in map(_message, bruts):
        if suite and message["custom"] and not message["text"]:
            suite[-1]["custom"] = message["custom"]
        else:
            suite.append(message)
    return suite


def _message(brut: dict[str, Any]) -> dict[str, Any]:
    boutons = [{"title": b["title"], "payload": b["payload"]} for b in brut.get("buttons") or []]
    return {"text": brut.get("text") or "", "buttons": boutons, "custom": brut.get("custom") or {}}
