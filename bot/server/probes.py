"""`/live`, `/ready` and `/version` at the root of Rasa's port, for what watches the workers.

A channel of Rasa's, for that is how something is mounted there: `url_prefix` says where. It hears
nobody. It also starts what is measured and told of this worker: credentials.yml names it first.

`/live`: the loop turns; who gets no answer kills the process. `/ready`: a turn could be played now;
else nobody is sent here (503). Neither is for the public: the proxy lets only `/webhooks/` through.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.version import __version__ as rasa_version
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.shared.errors import as_json
from bot.observability import exposition, inbox, metrics
from bot.observability.gauges import GAUGES
from bot.server import checks, requests
from bot.server.draining import DRAINING
from bot.server.readiness import Check, Readiness
from bot.server.start import guard, model_served
from bot.storage.engines import shared
from vte import structured_logs
from vte.databases import url_of
from vte.reglages import DEMANDES_URL, REVISION, SUIVI
from vte.schemas.tracker import TRACKER
from vte.suivi import EVENEMENTS
from vte.version import version

RETRY_AFTER = {"Retry-After": "5"}  # seconds
LOOK_EVERY = 2.0  # seconds: what is measured of a worker does not depend on who asks it
_SCHEMA = f"SELECT version_num FROM {TRACKER.version_table}"


class Probes(InputChannel):
    """Mounted by Rasa at /."""

    @classmethod
    def name(cls) -> str:
        return "probes"

    def url_prefix(self) -> str:
        """Absolute: beside /webhooks/, not under it."""
        return "/"

    def __init__(self) -> None:
        structured_logs.configure()
        self._database = checks.probing_engine(url_of(SUIVI.lire()))
        self._readiness: Readiness | None = None
        self._looking: asyncio.Future[None] | None = None
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="probes")

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        root = Blueprint("probes")
        guard(root)
        root.listener("before_server_start")(self._begin)
        root.listener("after_server_start")(_describe)
        root.listener("after_server_stop")(self._end)
        for view in (self.live, self.ready, self.version):
            root.add_route(as_json(view), f"/{view.__name__}", methods=["GET"], name=view.__name__)
        return root

    async def live(self, request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    async def ready(self, request: Request) -> HTTPResponse:
        """By name, what holds and what does not; 503 as soon as one does not."""
        assert self._readiness is not None
        seen = await self._in_thread(self._readiness.look)
        told = {"status": "ok" if seen.ready else "pas_pret", "checks": dict(seen.checks)}
        # Draining is not waited for: it is told at once, whatever was seen a second ago.
        if DRAINING.on:
            told = {"status": "pas_pret", "checks": {**seen.checks, "arret": "en cours"}}
        ok = told["status"] == "ok"
        return json(told, 200 if ok else 503, {} if ok else RETRY_AFTER, ensure_ascii=False)

    async def version(self, request: Request) -> HTTPResponse:
        """`schema`: revision of the tracker's database, None where it is not known."""
        told = {
            "version": version(),
            "revision": REVISION.lire() or None,
            "model": model_of(request.app),
            "rasa": rasa_version,
            "schema": await self._in_thread(self._schema),
        }
        return json(told)

    def checks(self, app: Sanic) -> dict[str, Check]:
        """By the name under which /ready tells them."""
        return {
            "modele": checks.holds(lambda: _is_loaded(app), "pas encore chargé"),
            "base": lambda: checks.answers(self._database, EVENEMENTS.name),
            "disque": lambda: checks.writable(_folders()),
            "actions": lambda: _actions(app),
        }

    async def _begin(self, app: Sanic, *_: Any) -> None:
        structured_logs.configure()  # Rasa has set Sanic's loggers apart meanwhile
        requests.prepare(app)
        self._readiness = Readiness(self.checks(app))
        metrics.DRAINING.set_function(lambda: DRAINING.on)
        GAUGES.watch_disk(_folders())
        inbox.watch(shared())
        exposition.serve()
        app.ctx.readiness, self._looking = self._readiness, asyncio.ensure_future(self._look_on())

    async def _end(self, *_: Any) -> None:
        if self._looking is not None:
            self._looking.cancel()
        if self._readiness is not None:
            self._readiness.close()
        self._asking.shutdown(wait=False, cancel_futures=True)
        inbox.forget()
        exposition.stop()

    async def _look_on(self) -> None:
        assert self._readiness is not None
        while True:
            await self._in_thread(self._readiness.look)
            await asyncio.sleep(LOOK_EVERY)

    async def _in_thread(self, what: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._asking, what)

    def _schema(self) -> str | None:
        try:
            with self._database.connect() as connection:
                return connection.exec_driver_sql(_SCHEMA).scalar()
        except Exception:  # no such table yet, or no database: /ready says which
            return None


async def _describe(app: Sanic, *_: Any) -> None:
    metrics.BUILD.labels(version(), model_of(app) or "", rasa_version).set(1)


def model_of(app: Sanic) -> str | None:
    """Which publication is served (vte/publication.py)."""
    return model_served(app) if _is_loaded(app) else None


def _folders() -> list[Path]:
    """Where this worker writes."""
    return checks.folders_of(url_of(s.lire()) for s in (SUIVI, DEMANDES_URL))


def _is_loaded(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())


def _actions(app: Sanic) -> str:
    """Where they run in another process, it answers."""
    endpoint = app.ctx.agent.action_endpoint if _is_loaded(app) else None
    if endpoint is None or not endpoint.url:
        return checks.OK
    return checks.remote_actions(endpoint.url, endpoint.headers)
