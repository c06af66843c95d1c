"""The head of a request, refused before anything of its body is read.

Sanic reads heads leniently: a length of -1 never ends, « +5 » and « 5 » twice are lengths, a line
that ends with LF alone is part of the one before. Each is a way to hang the process, or to say one
thing to a proxy and another to us (RFC 9112, sections 6.3 and 11.2). h11, which is strict, judges
each head; what it still takes and Sanic reads otherwise is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import h11
from httptools import parse_url
from httptools.parser.errors import HttpParserInvalidURLError

from bot.channels.shared.errors import Malformed, TooLarge

HEAD_MAX = 8 * 1024  # bytes
# A line that ends otherwise than by CR LF, or that goes on with the one before.
_AMBIGUOUS = re.compile(rb"(?<!\r)\n|\r(?!\n)|\r\n[ \t]|^\s")
_LENGTH = re.compile(rb"\r\ncontent-length:([^\r]*)", re.IGNORECASE)
_VERSIONS = (b"1.0", b"1.1")


def check(head: bytes, body_max: Callable[[str], int]) -> None:
    """`head`: all before the empty line; `body_max`: bytes that a path takes.

    Errors: Malformed, TooLarge.
    """
    request = _parsed(head)
    headers = [(name, value.lower()) for name, value in request.headers]
    path = _path(request.target)
    if any(name == b"transfer-encoding" for name, _ in headers):
        raise Malformed("Envoyez la longueur du corps (Content-Length), et le corps d'un bloc.")
    if (b"upgrade", b"websocket") in headers:
        raise Malformed("Ce serveur ne parle pas WebSocket.")
    if _length(head) > body_max(path):
        raise TooLarge("Cette demande est trop grosse.")


def _parsed(head: bytes) -> h11.Request:
    """Error: Malformed."""
    try:
        head.decode("utf-8")
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_MAX + 4)
        connection.receive_data(head + b"\r\n\r\n")
        event = connection.next_event()
    except (UnicodeDecodeError, h11.RemoteProtocolError):
        event = None
    if isinstance(event, h11.Request) and _is_plain(event, head):
        return event
    raise Malformed("Cette demande n'est pas du HTTP bien formé.")


def _is_plain(request: h11.Request, head: bytes) -> bool:
    return request.http_version in _VERSIONS and not _AMBIGUOUS.search(head)


def _path(target: bytes) -> str:
    """The path of « /path?query ». Error: Malformed, for any other form."""
    try:
        path = parse_url(target).path if target.startswith(b"/") else None
    except HttpParserInvalidURLError:
        path = None
    if path is None:
        raise Malformed("L'adresse demandée n'est pas valable.")
    return str(path.decode("ascii"))


def _length(head: bytes) -> int:
    """Said once, in digits: h11 makes one of « 5, 5 » and of 5 said twice. Error: Malformed."""
    said = [value.strip(b" \t") for value in _LENGTH.findall(head)]
    if len(said) > 1 or not all(value.isdigit() for value in said):
        raise Malformed("La longueur du corps doit être dite une fois, en chiffres.")
    return int(said[0]) if said else 0
