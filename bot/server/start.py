"""What a channel's blueprint asks for, so that the server is guarded however it was started."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sanic import Blueprint, Sanic

from bot import sealed_model
from bot.server import answers, reading
from bot.server.draining import DRAINING
from bot.server.presence import Presence
from vte import publication
from vte.reglages import LECTEUR

CLOSE_SECONDS = 2  # for answers to be sent, once all turns are ended
KEEP_ALIVE = 75  # seconds between two requests: longer than a proxy keeps a connection unused


def guard(blueprint: Blueprint) -> None:
    """Before the server of this blueprint listens; once, however many channels ask for it."""
    sealed_model.install()  # now: the model is loaded before the server starts
    blueprint.listener("before_server_start")(_prepare)
    blueprint.listener("after_server_start")(_appear)
    blueprint.listener("before_server_stop")(_disappear)


def _prepare(app: Sanic, *_: Any) -> None:
    if getattr(app.ctx, "guarded", False):
        return
    app.ctx.guarded = True
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = CLOSE_SECONDS
    reading.install()
    answers.prepare(app)


async def _appear(app: Sanic, *_: Any) -> None:
    """Among the workers, once the model is loaded and the server listens."""
    if getattr(app.ctx, "beating", None) is None:
        app.ctx.presence = Presence(model_served(app))
        app.ctx.beating = asyncio.ensure_future(_be_present(app.ctx.presence))


def model_served(app: Sanic) -> str:
    """Which publication is served: two workers that show the same understand the same."""
    known: str | None = getattr(app.ctx, "publication", None)
    if known is None:  # asked once: both files are read whole
        processor = app.ctx.agent.processor
        known = _publication(Path(processor.model_path)) if processor else ""
        app.ctx.publication = known
    return known


def _publication(model: Path) -> str:
    return publication.of(model, Path(LECTEUR.lire())).id


async def _be_present(presence: Presence) -> None:
    await presence.announce()
    await presence.beat()


async def _disappear(app: Sanic, *_: Any) -> None:
    """Told to stop: what is begun is ended, nothing more is begun."""
    if app.ctx.beating is None:
        return
    beating, app.ctx.beating = app.ctx.beating, None
    await DRAINING.drain()
    beating.cancel()
    await app.ctx.presence.leave()
