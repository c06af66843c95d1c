"""The head of a request: what is refused before a byte of its body is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.shared.errors import ChannelError, Malformed, TooLarge
from bot.server import head, sizes
from bot.server.sizes import BODY_MAX, body_max


def lines(*headers: str, first: str = "POST /webhooks/web/messages HTTP/1.1") -> bytes:
    return "\r\n".join([first, "Host: localhost", *headers]).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("length", ["-1", "+5", "5, 5", "0x5", "1_0", " ", "5 5", "é", "9" * 21])
def test_a_length_that_is_no_plain_number_is_refused(length: str):
    with pytest.raises(Malformed):
        head.check(lines(f"Content-Length: {length}"), body_max)


@pytest.mark.parametrize("second", ["5", "6"])
def test_a_length_said_twice_is_refused(second: str):
    with pytest.raises(Malformed):
        head.check(lines("Content-Length: 5", f"CONTENT-length: {second}"), body_max)


@pytest.mark.parametrize("coding", ["chunked", "Chunked", "identity", "gzip, chunked", ""])
@pytest.mark.parametrize("length", [(), ("Content-Length: 5",)])
def test_a_body_without_a_length_is_refused(coding: str, length: tuple[str, ...]):
    with pytest.raises(Malformed):
        head.check(lines(f"Transfer-Encoding: {coding}", *length), body_max)


def test_a_body_is_refused_at_its_first_byte_over_the_limit():
    head.check(lines(f"Content-Length: {BODY_MAX}"), body_max)
    with pytest.raises(TooLarge):
        head.check(lines(f"Content-Length: {BODY_MAX + 1}"), body_max)


def test_a_platform_may_send_more_where_it_was_allowed_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(sizes, "_LARGER", {})
    sizes.allow("/webhooks/telegram/webhook", 10 * BODY_MAX)
    more = f"Content-Length: {BODY_MAX * 9}"
    head.check(lines(more, first="POST /webhooks/telegram/webhook HTTP/1.1"), body_max)
    for path in ("/webhooks/web/messages", "/webhooks/web/../telegram/webhook", "/"):
        with pytest.raises(TooLarge):
            head.check(lines(more, first=f"POST {path} HTTP/1.1"), body_max)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\nGET / HTTP/1.1\r\nHost: a",
        b"GET / HTTP/1.1",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b",
        b"GET / HTTP/2.0\r\nHost: a",
        b"GET  / HTTP/1.1\r\nHost: a",
        b"GET / HTTP/1.1\r\nHost: a\nContent-Length: 5",
        b"GET / HTTP/1.1\r\nHost: a\r\n Content-Length: 5",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 5",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \xff",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00",
        b"GET /\xff HTTP/1.1\r\nHost: a",
        b"GET * HTTP/1.1\r\nHost: a",
        b"GET :// HTTP/1.1\r\nHost: a",
        b"GET http://a HTTP/1.1\r\nHost: a",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a",
        b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket",
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
    ],
)
def test_what_is_not_plain_http_is_refused(raw: bytes):
    with pytest.raises(Malformed):
        head.check(raw, body_max)


@pytest.mark.parametrize("first", ["GET /?a=%FF&b HTTP/1.1", "GET //x HTTP/1.0"])
def test_what_browsers_and_proxies_send_is_taken(first: str):
    usual = ("User-Agent: Mozilla/5.0 (é)", "Connection: keep-alive", "Upgrade: h2c")
    head.check(lines(*usual, first=first), body_max)


PIECES = st.sampled_from(
    [
        b"GET / HTTP/1.1\r\n",
        b"Host: a\r\n",
        b"Content-Length: ",
        b"5",
        b"\r\n",
        b"\n",
        b": ",
        b"\xff",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=12).map(b"".join))
def test_whatever_comes_is_taken_or_refused_by_name(raw: bytes):
    if b"\r\n\r\n" in raw:  # the head ends there
        raw = raw.partition(b"\r\n\r\n")[0]
    try:
        head.check(raw, body_max)
    except ChannelError as refused:
        assert str(refused)
