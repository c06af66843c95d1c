"""What becomes of a person's words while a member of staff holds the conversation (vte/relais).

No turn is played: they are kept with the others, and read in the console. The person ends it by a
button, or by its words; a day of silence does too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.shared import state
from bot.channels.shared.message import Message
from bot.storage.threads import Threads
from bot.tracker_store import Turn
from vte.relais import REPRENDRE, LesRelais
from vte.relais.fil import bouton
from vte.relais.phrases import REPRIS, TRANSMIS, reprend
from vte.relais.relais import entendre, reprendre

LOOK_EVERY = 60.0  # seconds between two looks at the relays in which nobody writes any more
logger = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """What the person reads, and what is written with it."""

    answer: dict[str, Any]
    also: Callable[[Connection], object]


def concerns(turn: Turn, message: Message) -> bool:
    """Whether this message is for staff, or ends what they hold: then no turn is played."""
    return turn.begun.relay is not None or message.payload == REPRENDRE


def outcome(turn: Turn, message: Message) -> Outcome:
    """The assistant is back where the person asks for it; else one sentence, or silence."""
    person = turn.begun.person
    if message.payload == REPRENDRE or (message.text is not None and reprend(message.text)):
        said = [_said(REPRIS)]
        answer = {"messages": said, "state": state.read(turn.tracker)}
        return Outcome(answer, lambda link: reprendre(link, person))
    told = [] if turn.begun.relay else [_said(TRANSMIS, [bouton()])]
    answer = {"messages": told, "state": state.read(turn.tracker, held=True)}
    return Outcome(answer, lambda link: entendre(link, person))


async def close_overdue(engine: Engine) -> None:
    """For as long as the server runs: the assistant is back where nobody has written for a day."""
    relays, threads = LesRelais(engine), Threads(1)
    while True:
        try:
            await threads.run(relays.clore_les_echus)
        except SQLAlchemyError as error:
            logger.warning("Relays could not be looked at: %s", type(error).__name__)
        await asyncio.sleep(LOOK_EVERY)


def _said(text: str, buttons: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"text": text, "buttons": buttons or [], "custom": {}}
