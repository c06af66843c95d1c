"""What a person says of an answer, checked and kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa.core.agent import Agent
from sanic.request import Request

from bot.channels.shared import turn
from bot.channels.shared.errors import Malformed, SessionRefused, TextRefused
from bot.channels.shared.journal import Journal
from bot.channels.shared.message import clean
from bot.channels.web import body
from bot.storage.threads import Threads
from vte.avis import MOTIFS, TEXTE_MAX, VERDICT, Avis, LesAvis, le_verdict
from vte.erreurs import ConversationClose

_MESSAGE = re.compile(r"([\w-]{1,64})\.(\d{1,3})")  # as the journal names them
_THREADS = 2


class Feedback:
    """`journal`: of what was said, by which a message is known."""

    def __init__(self, journal: Journal) -> None:
        self._journal, self._kept = journal, LesAvis(journal.engine)
        self._threads = Threads(_THREADS)

    async def take(self, request: Request, agent: Agent, session: str) -> None:
        """Keeps what the body says, instead of what was said of the same before.

        Errors: Malformed, TextRefused, TooLarge, SessionRefused, SQLAlchemyError.
        """
        said = read(body.read_object(request), session)
        if not await self._was_said(agent, said):
            raise Malformed("Ce dont vous parlez n'a pas été dit dans cette conversation.")
        if said.du_verdict:  # of which one, for whoever reads it later
            said = replace(said, sujet=le_verdict(await self._journal.message_of_verdict(session)))
        try:
            await self._threads.run(lambda: self._kept.noter(said))
        except ConversationClose as error:
            raise SessionRefused(str(error)) from None

    async def judged(self, session: str) -> list[str]:
        """What the person of this conversation spoke of, as « about » names it.

        Error: SQLAlchemyError.
        """
        kept = await self._threads.run(lambda: self._kept.de(session))
        return list(dict.fromkeys(VERDICT if said.du_verdict else said.sujet for said in kept))

    async def _was_said(self, agent: Agent, said: Avis) -> bool:
        if said.sujet == VERDICT:
            return (await turn.read_state(agent, said.session))["verdict"] is not None
        message_id, _, index = said.sujet.rpartition(".")
        return int(index) < await self._journal.answered(said.session, message_id)


def read(sent: body.Object, session: str) -> Avis:
    """Errors: Malformed, TextRefused."""
    about, useful, reason = sent.get("about"), sent.get("useful"), sent.get("reason")
    if not isinstance(about, str) or not (about == VERDICT or _MESSAGE.fullmatch(about)):
        raise Malformed("« about » doit être « verdict » ou l'identifiant d'un message.")
    if not isinstance(useful, bool):
        raise Malformed("« useful » doit être vrai ou faux.")
    if reason is not None and reason not in list(MOTIFS):
        raise Malformed(f"« reason » doit être parmi {', '.join(MOTIFS)}.")
    return Avis(session, about, useful, reason, _text(sent.get("text")))


def _text(text: Any) -> str | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise Malformed("« text » doit être un texte.")
    if len(text) > TEXTE_MAX:
        raise TextRefused(f"Votre remarque dépasse {TEXTE_MAX} caractères.")
    return clean(text) or None
