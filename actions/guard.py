"""The action server listens to this machine only, and answers only who knows its token.

However it is started (`python -m actions`, `rasa run actions`): the SDK imports every module of
this package, then calls its plugins, of which this is one. The token is looked at before anything
else of a request is read.
"""

from __future__ import annotations

import hmac
import sys
from typing import Any

import pluggy
from rasa_sdk.endpoint import response
from rasa_sdk.plugin import plugin_manager

from vte import structured_logs, trace
from vte.reglages import listen_locally
from vte.secret import token_of_actions

_hook = pluggy.HookimplMarker("rasa_sdk")


class UnknownCaller(Exception):
    """Whoever calls shows another token, or none."""


@_hook
def attach_sanic_app_extensions(app: Any) -> None:
    listen_locally()
    structured_logs.configure()
    expected = f"Bearer {token_of_actions()}".encode()

    async def check(request: Any) -> None:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            raise UnknownCaller
        trace.adopt(request.headers)  # of the turn that this action is part of

    app.add_signal(check, "http.lifecycle.request")
    app.exception(UnknownCaller)(_refuse)


def _refuse(request: Any, error: UnknownCaller) -> Any:
    return response.json({"error": "Who calls is not known."}, status=401)


plugin_manager().register(sys.modules[__name__])
