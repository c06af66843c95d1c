"""Kept results: a verdict gets an address, and the page that whoever has it reads.

The page is for people, so its refusals are pages too.
"""

from __future__ import annotations

import logging
import re

from rasa.core.agent import Agent
from sanic.request import Request
from sanic.response import HTTPResponse, html
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.shared import turn
from bot.channels.shared.errors import ChannelError, Malformed, NothingToKeep, SessionRefused
from bot.channels.shared.patience import busy, within
from bot.channels.web.limits import Limit
from bot.channels.web.visitor import scheme, who
from bot.storage.threads import Threads
from vte.erreurs import ConversationClose
from vte.reglages import ADRESSE_PUBLIQUE
from vte.resultats import Resultat, Resultats, a_pu_exister
from vte.resultats.page import DISPARU, INTROUVABLE, page, page_sans_resultat, politique

PATH = "/webhooks/web/results/"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_THREADS = 2
_NOT_NOW = "Page momentanément indisponible"
logger = logging.getLogger(__name__)


class KeptResults:
    """`engine`: of the tracker's database."""

    def __init__(self, engine: Engine) -> None:
        self._results, self._threads = Resultats(engine), Threads(_THREADS)

    async def keep(self, request: Request, agent: Agent, session: str) -> dict[str, str]:
        """The contract's answer: where the verdict in view is kept.

        Errors: NothingToKeep, SessionRefused, Malformed, SQLAlchemyError.
        """
        origin = _origin(request)
        verdict = (await turn.read_state(agent, session))["verdict"]
        if verdict is None:
            raise NothingToKeep("Il n'y a pas encore de réponse à garder.")
        try:
            kept = await self._threads.run(lambda: self._results.garder(session, verdict))
        except ConversationClose as error:
            raise SessionRefused(str(error)) from None
        return {
            "url": f"{origin}{PATH}{kept.id}",
            "reference": kept.reference,
            "expires_at": kept.jusqu_au.isoformat(timespec="seconds"),
        }

    async def show(self, request: Request, identifier: str, limit: Limit) -> HTTPResponse:
        """The page of this result; 404 for an address that never was one, 410 for one that was."""
        try:
            async with within():
                await limit.count(who(request))
                return await self._threads.run(
                    lambda: self._page(identifier, _is_download(request))
                )
        except ChannelError as error:
            return _refusal(error)
        except SQLAlchemyError:
            logger.error("A kept result could not be read: the database does not answer.")
            return _refusal(busy())

    def _page(self, identifier: str, download: bool) -> HTTPResponse:
        shaped = _IDENTIFIER.fullmatch(identifier)
        if shaped and (kept := self._results.par_id(identifier)):
            return _html(page(kept), 200, _attached(kept) if download else {})
        if a_pu_exister(identifier):
            return _html(page_sans_resultat(*DISPARU), 410)
        return _html(page_sans_resultat(*INTROUVABLE), 404)


def _origin(request: Request) -> str:
    """Of the channel, as who calls it reaches it, unless VTE_ADRESSE_PUBLIQUE says another.

    Error: Malformed, for a host that is none.
    """
    if said := ADRESSE_PUBLIQUE.lire():
        return said
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Malformed("Cette demande n'a pas été comprise.")
    return f"{scheme(request)}://{host}"


def _is_download(request: Request) -> bool:
    return "telecharger" in request.query_string.replace("=", "&").split("&")


def _attached(kept: Resultat) -> dict[str, str]:
    name = f"resultat-{kept.reference}.html"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _refusal(error: ChannelError) -> HTTPResponse:
    return _html(page_sans_resultat(_NOT_NOW, str(error)), error.status, error.headers)


def _html(body: str, status: int, headers: dict[str, str] | None = None) -> HTTPResponse:
    """What no browser, proxy or search engine keeps, and that tells no other site its address."""
    return html(
        body,
        status,
        {
            "Content-Security-Policy": politique(),
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex, nofollow, noarchive",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        },
    )
