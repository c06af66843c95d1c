"""Counts what each request enters of the project; Python loads this file by itself at its start.

Only in the servers of the counting run, whose PYTHONPATH has this folder and whose BENCH_SPY names
the file to write: a JSON line a request, with `at` (its start, `time.monotonic()`, one clock for
all processes), `path`, `calls` (of each function, « vte/lecture/message.py:lire ») and `switches`
(calls of a function from another file). Calls in other threads are not counted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOMS = ("vte", "bot", "actions")


class Count:
    """The calls since it was made, of what lies in the ROOMS of `root`: a profile function."""

    def __init__(self, root: Path) -> None:
        self._rooms = tuple(f"{root / room}{os.sep}" for room in ROOMS)
        self._root, self._names = f"{root}{os.sep}", dict[CodeType, str]()
        self.switches, self.calls = 0, Counter[str]()

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and self._is_ours(frame):
            self.calls[self._name(frame.f_code)] += 1
            self.switches += self._comes_from_elsewhere(frame)

    def _is_ours(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename.startswith(self._rooms)

    def _comes_from_elsewhere(self, frame: FrameType) -> bool:
        """Whether the nearest caller of ours, libraries between left out, is in another file."""
        caller = frame.f_back
        while caller is not None and not self._is_ours(caller):
            caller = caller.f_back
        return caller is not None and caller.f_code.co_filename != frame.f_code.co_filename

    def _name(self, code: CodeType) -> str:
        if code not in self._names:
            file = code.co_filename.removeprefix(self._root)
            self._names[code] = f"{file}:{code.co_qualname}"
        return self._names[code]


Answer = Callable[[Any], Awaitable[None]]


def watched(answer: Answer, root: Path, out: Path) -> Answer:
    """The same answer to a request, after which a line is written to `out`."""

    async def answer_and_count(request: Any) -> None:
        count, at = Count(root), time.monotonic()
        sys.setprofile(count)
        try:
            await answer(request)
        finally:
            sys.setprofile(None)
            said = {"at": at, "path": request.path, "switches": count.switches}
            _write(out, said | {"calls": dict(count.calls)})

    return answer_and_count


def _write(out: Path, line: dict[str, Any]) -> None:
    """Several processes write to the file: a line is one write, at its end."""
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _watch_sanic(root: Path, out: Path) -> None:
    """Sanic compiles its application's methods anew: what a connection calls is wrapped."""
    from sanic.server.protocols.http_protocol import HttpProtocol

    open_connection = HttpProtocol.__init__

    def watched_connection(self: Any, *args: Any, **kwargs: Any) -> None:
        open_connection(self, *args, **kwargs)
        self.request_handler = watched(self.request_handler, root, out)

    HttpProtocol.__init__ = watched_connection


if "BENCH_SPY" in os.environ:
    _watch_sanic(Path.cwd(), Path(os.environ["BENCH_SPY"]))
