"""Where Rasa's custom actions run: in this process, or in an action server (docs/decisions/0020).

In this process they are what `rasa run actions` would serve: the SDK's own executor on the package
that endpoints.yml names. A call costs neither a connection nor a copy of the tracker in JSON, and
cannot be out of reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import aiohttp
from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from vte import trace

PACKAGE = "actions"  # of endpoints.yml, the key of `action_endpoint` that names the package
REMOTE_SECONDS = 7  # under a turn's nine: an action server that hangs for a while is waited for


@lru_cache(maxsize=1)
def executor(package: str) -> ActionExecutor:
    """The actions of this package, loaded once a process."""
    loaded = ActionExecutor()
    loaded.register_package(package)
    return loaded


_FAILED: ContextVar[list[str] | None] = ContextVar("actions that failed", default=None)


@contextmanager
def failures() -> Iterator[list[str]]:
    """The kinds of the errors of the actions that are run meanwhile.

    Rasa tells them in its log and goes on: a turn whose session could not be begun would be kept,
    and every later one of that conversation would go round in circles.
    """
    seen: list[str] = []
    token = _FAILED.set(seen)
    try:
        yield seen
    finally:
        _FAILED.reset(token)


@contextmanager
def _noted() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if (seen := _FAILED.get()) is not None:
            seen.append(type(error).__name__)
        raise


class LocalActions(EndpointConfig):
    """Runs an action where Rasa would call a server for it."""

    async def request(self, *_: Any, **call: Any) -> Any:
        """`call["json"]`: as Rasa sends it. Error: whatever the action raises."""
        with _noted():
            answer = await executor(self.kwargs[PACKAGE]).run(call["json"])
        # What the tracker holds is what a database would give back: no tuple, no shared list.
        return json.loads(json.dumps(answer))


class RemoteActions(EndpointConfig):
    """An action server, over connections that are kept."""

    _session: aiohttp.ClientSession | None = None

    def session(self) -> Any:
        """Rasa closes the session after each call: this one outlives it."""
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=REMOTE_SECONDS)
            self._session = aiohttp.ClientSession(headers=self.headers, timeout=timeout)
        return _Kept(self._session)

    async def request(self, *arguments: Any, **call: Any) -> Any:
        """As Rasa does, but for its timeout of five minutes."""
        call.pop("timeout", None)
        call["headers"] = {**call.get("headers", {}), **trace.headers()}
        with _noted():
            return await super().request(*arguments, **call)


class _Kept:
    """A session lent: whoever leaves it does not close it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        pass


def install(agent: Agent) -> None:
    """Puts ours in the place of the endpoint that Rasa made of endpoints.yml; once a model."""
    made = agent.processor.action_endpoint
    if isinstance(made, LocalActions | RemoteActions) or made is None:
        return
    ours = _ours(made)
    agent.action_endpoint = agent.processor.action_endpoint = ours


def _ours(made: EndpointConfig) -> EndpointConfig:
    local = not made.url and PACKAGE in made.kwargs
    kind = LocalActions if local else RemoteActions
    ours = kind(made.url, made.params, made.headers, **made.kwargs)
    if local:
        executor(made.kwargs[PACKAGE])
    return ours
