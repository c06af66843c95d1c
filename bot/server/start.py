"""What a channel's blueprint asks for, so that the server is guarded however it was started."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, Sanic

from bot import sealed_model
from bot.server import answers, reading

KEEP_ALIVE = 75  # seconds between two requests: longer than a proxy keeps a connection unused


def guard(blueprint: Blueprint) -> None:
    """Before the server of this blueprint listens; once, however many channels ask for it."""
    sealed_model.install()  # now: the model is loaded before the server starts
    blueprint.listener("before_server_start")(_prepare)


def _prepare(app: Sanic, *_: Any) -> None:
    if getattr(app.ctx, "guarded", False):
        return
    app.ctx.guarded = True
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE
    reading.install()
    answers.prepare(app)
