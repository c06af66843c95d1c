"""The web channel: what the widget and the page speak (CONTRACT, section 5)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.shared import payloads, relay, turn
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import (
    ChannelError,
    NotReady,
    SessionRefused,
    View,
    as_json,
    respond,
)
from bot.channels.shared.message import Message
from bot.channels.shared.patience import in_time, within
from bot.channels.web import body, limits, origins, updates
from bot.channels.web.feedback import Feedback
from bot.channels.web.results import KeptResults
from bot.channels.web.sessions import Sessions
from bot.channels.web.static_files import StaticFiles
from bot.channels.web.visitor import who
from bot.server.draining import DRAINING
from bot.server.readiness import Readiness
from bot.server.start import guard
from vte.communes import recherche
from vte.suggestions import suggerer

# What our own pages need, and all that a page with the widget needs (docs/integration.md).
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)


class WebChannel(InputChannel):
    """Mounted by Rasa at /webhooks/web."""

    @classmethod
    def name(cls) -> str:
        return "web"

    def __init__(self) -> None:
        self._sessions, self._static_files = Sessions(), StaticFiles()
        self._conduct = Conduct(self.name())
        self._journal = self._conduct.journal
        self._results, self._feedback = KeptResults(self._journal.engine), Feedback(self._journal)
        self._overdue: asyncio.Task[None] | None = None
        self._news = updates.News(self._journal.engine)
        self._limits = {
            name: limits.Limit(name, most)
            for name, most in (
                ("messages_of_session", limits.MESSAGES_PER_SESSION),
                ("messages", limits.MESSAGES_PER_ADDRESS),
                ("sessions", limits.SESSIONS_PER_ADDRESS),
                ("searches", limits.SEARCHES_PER_ADDRESS),
                ("readings_of_session", limits.READINGS_PER_SESSION),
                ("readings", limits.READINGS_PER_ADDRESS),
                ("updates_of_session", limits.UPDATES_PER_SESSION),
                ("updates", limits.UPDATES_PER_ADDRESS),
                ("erasures", limits.ERASURES_PER_ADDRESS),
                ("results_of_session", limits.RESULTS_PER_SESSION),
                ("results", limits.RESULTS_PER_ADDRESS),
                ("pages", limits.PAGES_PER_ADDRESS),
                ("feedback_of_session", limits.FEEDBACK_PER_SESSION),
                ("feedback", limits.FEEDBACK_PER_ADDRESS),
            )
        }

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        web = Blueprint("web_channel", __name__)
        guard(web)
        for method, path, view in (
            ("POST", "/sessions", self._open),
            ("POST", "/messages", self._receive),
            ("GET", "/history", in_time(self._history)),
            ("GET", "/updates", self._updates),
            ("GET", "/notice", in_time(self._notice)),
            ("DELETE", "/sessions/current", self._erase),
            ("GET", "/communes", self._communes),
            ("POST", "/feedback", in_time(self._hear_feedback)),
            ("POST", "/results", in_time(self._keep)),
            ("GET", "/results/<identifier:str>", self._result),
            ("GET", "/health", self._health),
            ("GET", "/", self._page("pages/index.html")),
            ("GET", "/demonstration", self._page("pages/demonstration.html")),
            ("GET", "/widget/<name:path>", self._widget),
        ):
            # OPTIONS: Rasa answers a browser's preflight itself; the route lets us add our headers.
            web.add_route(
                as_json(view), path, methods=[method, "OPTIONS"], name=path.strip("/") or "page"
            )
        web.listener("after_server_start")(self._watch_relays)
        web.middleware(_filter, "request")
        web.middleware(origins.announce, "response")
        return web

    async def _open(self, request: Request) -> HTTPResponse:
        await self._count("sessions", request)
        session = self._sessions.open()
        return json({"session": session.token, "expires_at": session.expires_at}, 201)

    async def _receive(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), self._signed(request)
        await self._count("messages", request)
        message = body.read(request)

        async def heard() -> Message:
            return message

        async def admit() -> None:
            """What is sent again costs nothing: the answer is there."""
            await self._limits["messages_of_session"].count(session)

        answer = await self._conduct.answer(agent, session, message.message_id, heard, admit)
        return json(await self._with_notice(answer), ensure_ascii=False)

    async def _history(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), await self._open_session(request)
        await self._count("readings", request, session)
        state = await turn.read_state(agent, session)
        messages = await self._journal.messages(session)
        judged = await self._feedback.judged(session)
        history = {"messages": messages, "state": state, "feedback": judged}
        return json(await self._with_notice(history), ensure_ascii=False)

    async def _updates(self, request: Request) -> HTTPResponse:
        """What came after a message, at once or when it comes; nothing, after a while without."""
        agent, session = _agent(request), await self._open_session(request)
        await self._count("updates", request, session)
        after, loop = request.args.get("after"), asyncio.get_running_loop()
        limit = loop.time() + updates.WAIT
        with self._news.of(session) as event:
            messages = await self._since(session, after)
            while not messages and event and await updates.until(event, limit - loop.time()):
                messages = await self._since(session, after)
        async with within():
            state = await turn.read_state(agent, session)
        news = {"messages": messages, "state": state}
        return json(await self._with_notice(news), ensure_ascii=False)

    async def _with_notice(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The same, whose state says what staff tell everybody now, whenever it was given."""
        notice = await self._conduct.announcements.in_state()
        return answer | {"state": answer["state"] | notice}

    async def _notice(self, request: Request) -> HTTPResponse:
        """The same, for who has said nothing yet."""
        await self._count("readings", request)
        return json(await self._conduct.announcements.in_state(), ensure_ascii=False)

    async def _since(self, session: str, after: str | None) -> list[dict[str, Any]]:
        async with within():
            return updates.after(await self._journal.messages(session), after)

    async def _watch_relays(self, *_: Any) -> None:
        work = relay.close_overdue(self._journal.engine)
        self._overdue = asyncio.get_running_loop().create_task(work)

    async def _erase(self, request: Request) -> HTTPResponse:
        """Closed first: nothing is written after what is erased. Again, it ends what had failed."""
        session = self._sessions.erasable(request.headers.get("authorization"))
        await self._count("erasures", request)
        async with self._conduct.lock(session):
            await self._journal.close(session)
            await self._conduct.forget(session)
        return empty(204)

    async def _communes(self, request: Request) -> HTTPResponse:
        await self._count("searches", request)
        results = suggerer(recherche(), str(request.args.get("q", ""))[:100])
        return json([payloads.suggestion(r) for r in results], ensure_ascii=False)

    async def _hear_feedback(self, request: Request) -> HTTPResponse:
        agent, session = _agent(request), await self._open_session(request)
        await self._count("feedback", request, session)
        await self._feedback.take(request, agent, session)
        return empty(204)

    async def _keep(self, request: Request) -> HTTPResponse:
        """Once the turn under way is over: what is kept is what it announced."""
        agent, session = _agent(request), await self._open_session(request)
        await self._count("results", request, session)
        async with self._conduct.lock(session):
            kept = await self._results.keep(request, agent, session)
        return json(kept, 201)

    async def _result(self, request: Request, identifier: str) -> HTTPResponse:
        return await self._results.show(request, identifier, self._limits["pages"])

    async def _health(self, request: Request) -> HTTPResponse:
        """What the worker last saw of itself (bot/server/probes.py): it looks at nothing."""
        _agent(request)
        seen: Readiness | None = getattr(request.app.ctx, "readiness", None)
        if DRAINING.on or not (seen is None or seen.last.ready):
            raise NotReady("L'assistant ne peut pas répondre pour l'instant.", {"Retry-After": "3"})
        return json({"status": "ok"})

    def _page(self, name: str) -> View:
        async def serve(request: Request) -> HTTPResponse:
            return self._static_files.serve(request, name, {"Content-Security-Policy": _POLICY})

        return serve

    async def _widget(self, request: Request, name: str) -> HTTPResponse:
        """Public: a page of another site loads it, then hears whether it may speak to us."""
        return self._static_files.serve(request, name, {"Access-Control-Allow-Origin": "*"})

    async def _count(self, name: str, request: Request, session: str | None = None) -> None:
        """One call more of this address, and of this session. Error: TooManyRequests."""
        await self._limits[name].count(who(request))
        if session is not None:
            await self._limits[f"{name}_of_session"].count(session)

    def _signed(self, request: Request) -> str:
        """The session that the caller shows. Error: SessionRefused."""
        return self._sessions.read(request.headers.get("authorization"))

    async def _open_session(self, request: Request) -> str:
        """The same, where it is not over. Error: SessionRefused."""
        session = self._signed(request)
        if await self._journal.is_closed(session):
            raise SessionRefused("Cette conversation a été effacée\u00a0: ouvrez-en une nouvelle.")
        return session


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise NotReady("L'assistant démarre : réessayez dans quelques secondes.")
    return agent


def _filter(request: Request) -> HTTPResponse | None:
    """Refuses other sites' pages; the files of the widget are for all."""
    if origins.is_public(request):
        return None
    try:
        origins.check(request)
    except ChannelError as error:
        return respond(error)
    return None
