"""Sanic's reader of requests, made strict and impatient; every answer says how it may be used.

Sanic's own timeouts begin again at each byte, so that a request dripped byte by byte never ends.
Here a whole head and a whole body have one deadline each. An idle connection keeps Sanic's timeout.
"""

from __future__ import annotations

import asyncio
from asyncio import get_running_loop
from contextlib import suppress
from typing import Any

from sanic.http import Http, Stage

from bot.channels.shared.errors import TooLarge, TooSlow
from bot.server import head
from bot.server.sizes import body_max

HEAD_SECONDS = BODY_SECONDS = 10.0
# A refused request is heard a moment longer: closing at once would reset the connection, and the
# answer would be lost with it.
LINGER_SECONDS, LINGER_MAX = 1.0, 256 * 1024
_END = b"\r\n\r\n"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
# What a browser may do with an answer that is no page: nothing.
_NO_PAGE = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


class StrictHttp(Http):
    """One connection. `install` puts it in the place of Sanic's own."""

    __slots__ = ["_deadline", "_refused"]

    def __init__(self, protocol: Any) -> None:
        super().__init__(protocol)
        self._refused, self._deadline = False, 0.0
        # Whoever connects has something to say; between two requests one may wait longer.
        protocol.keep_alive_timeout = HEAD_SECONDS

    async def http1(self) -> None:
        await super().http1()
        if self._refused:
            await self._linger()

    async def http1_request_header(self) -> None:
        """Errors: Malformed, TooLarge, TooSlow."""
        self._refused = True
        head.check(await self._head(), body_max)
        await super().http1_request_header()
        self._refused = False
        self._deadline = get_running_loop().time() + BODY_SECONDS
        self.protocol.keep_alive_timeout = self.protocol.app.config.KEEP_ALIVE_TIMEOUT

    async def _head(self) -> bytes:
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                while (end := self.recv_buffer.find(_END)) < 0:
                    self._check_head_size(len(self.recv_buffer))
                    await self._receive_more()
        except TimeoutError:
            raise _too_slow() from None
        self._check_head_size(end)
        return bytes(self.recv_buffer[:end])

    def _check_head_size(self, size: int) -> None:
        if size >= head.HEAD_MAX:
            raise TooLarge("L'en-tête de cette demande est trop gros.")

    async def read(self) -> bytes | None:
        """Error: TooSlow, while somebody waits for the body."""
        try:
            async with asyncio.timeout_at(self._deadline):
                part: bytes | None = await super().read()
        except TimeoutError:
            self.request_body, self.keep_alive = None, False  # type: ignore[misc]  # Sanic's slots
            if self.stage is Stage.HANDLER:
                raise _too_slow() from None
            return None  # answered already, and the rest of the body was awaited
        return part

    async def http1_response_header(self, data: bytes, end_stream: bool) -> None:
        headers, kind = self.response.headers, self.response.content_type or ""
        for name, value in (HEADERS | ({} if "html" in kind else _NO_PAGE)).items():
            headers.setdefault(name, value)
        await super().http1_response_header(data, end_stream)

    async def _linger(self) -> None:
        transport, heard = self.protocol.transport, 0
        if transport is None or transport.is_closing():
            return
        transport.write_eof()
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                while heard < LINGER_MAX:
                    heard += len(self.recv_buffer)
                    self.recv_buffer.clear()
                    await self._receive_more()


def _too_slow() -> TooSlow:
    return TooSlow("Cette demande arrive trop lentement : renvoyez-la.")


def install() -> None:
    """Sanic offers no place to say which class reads: its name is replaced where it is used."""
    from sanic.server.protocols import http_protocol

    http_protocol.Http = StrictHttp
