"""Requests as an attacker would have them generated: bytes on a socket, and bodies in JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

BASE = "/webhooks/web"
METHODS = ["GET", "POST", "DELETE", "OPTIONS", "HEAD", "PUT", "PATCH", "TRACE", "BREW", "get", ""]
PATHS = [
    *(f"{BASE}{path}" for path in ("/sessions", "/messages", "/history", "/health", "/", "")),
    *(f"{BASE}{path}" for path in ("/sessions/current", "/communes", "/communes?q=%FF%00&q=é")),
    *(f"{BASE}{path}" for path in ("/widget/widget.js", "/widget/../../domain.yml", "/widget/")),
    *(
        f"/webhooks/{who}/webhook"
        for who in ("telegram", "messenger", "whatsapp", "whatsapp_cloud", "absent")
    ),
    *("/webhooks/messenger/webhook?hub.mode=subscribe&hub.verify_token=%C3%A9", "/"),
    *("/conversations/x/tracker", "/model", "*", "//", "http://[", "/%", "/?", "/" + "a" * 3000),
]
LENGTHS = ["-1", "+5", "5, 5", "0x5", "5 5", "", "é", "16385", "9" * 30, "1e3", "٣", "0", "2"]
HEADERS = st.sampled_from(
    [
        *(f"Origin: {o}" for o in ("http://[", "null", "http://127.0.0.1", "é", "//", "https://")),
        *(f"Authorization: {a}" for a in ("Bearer é", "Bearer", "Basic eDp5", "Bearer a.b.c", "")),
        *(f"X-Forwarded-For: {a}" for a in ("1.2.3.4", "é, ::1", "[::", ",,,", "10.0.0.1%x")),
        *(f"Connection: {c}" for c in ("close", "keep-alive", "Upgrade", "é")),
        *(f"Upgrade: {u}" for u in ("websocket", "h2c")),
        *(f"Expect: {e}" for e in ("100-continue", "tea")),
        *(
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: identity",
            "Host: other",
            "Cookie: a=b",
        ),
        *("If-None-Match: *", "Accept-Encoding: gzip", "Range: bytes=0-1", "X-Http-Method: PUT"),
        *("Access-Control-Request-Method: POST", "Content-Type: text/xml; charset=é", ": a", "a"),
        *(
            "X-Hub-Signature-256: sha256=é",
            "X-Twilio-Signature: é",
            " folded: 1",
            "X: " + "x" * 9000,
        ),
    ]
)


@dataclass(frozen=True)
class Sent:
    """`ends`: the rest of it never comes."""

    raw: bytes
    ends: bool = False


SESSION = "@SESSION@"  # stands for the token of a session that is open
USUAL = st.sampled_from(
    [
        *(
            "Connection: keep-alive",
            "Accept: */*",
            "Content-Type: application/json",
            "Upgrade: h2c",
        ),
        *("Origin: http://127.0.0.1", "Accept-Encoding: gzip", "Expect: 100-continue"),
        *(f"Authorization: Bearer {SESSION}",) * 4,
    ]
)


@st.composite
def http(draw: Any) -> Sent:
    """A request to some address: well-formed, or right in some parts and wrong in others."""
    return draw(formed(USUAL, METHODS[:5])) if draw(st.booleans()) else draw(malformed())


@st.composite
def malformed(draw: Any) -> Sent:
    length = draw(st.none() | st.sampled_from(LENGTHS))
    headers = HEADERS | st.text(max_size=20) | USUAL
    sent = draw(formed(headers, METHODS, length, draw(versions())))
    raw = draw(damaged(sent.raw))
    return Sent(raw, ends=_waits_for_more(raw))


@st.composite
def formed(
    draw: Any,
    headers: st.SearchStrategy[str],
    methods: list[str],
    length: str | None = None,
    version: str = "1.1",
) -> Sent:
    """`length`: what is said of the body, where it is not the truth."""
    body = draw(st.binary(max_size=200) | bodies() | st.sampled_from([b"[" * 5000, b"x" * 17_000]))
    lines = [f"{draw(st.sampled_from(methods))} {draw(paths())} HTTP/{version}", "Host: 127.0.0.1"]
    lines += draw(st.lists(headers, max_size=4))
    lines += [f"Content-Length: {len(body) if length is None else length}"]
    raw = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + body
    return Sent(raw, ends=_waits_for_more(raw))


def paths() -> st.SearchStrategy[str]:
    free = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda path: f"{BASE}/{path}")
    asked = st.text(max_size=20).map(lambda words: f"{BASE}/communes?q={quote(words, safe='')}")
    return st.sampled_from(PATHS) | st.sampled_from(PATHS) | asked | free


def versions() -> st.SearchStrategy[str]:
    return st.sampled_from(["1.1"] * 8 + ["1.0", "2.0", "0.9", "é", ""])


@st.composite
def damaged(draw: Any, raw: bytes) -> bytes:
    """The same bytes; one in three times cut, or with one byte more or another."""
    kind = draw(st.sampled_from(["whole"] * 6 + ["cut", "more", "other"]))
    place = draw(st.integers(0, len(raw)))
    if kind == "cut":
        return raw[:place]
    byte = draw(st.sampled_from([b"\n", b"\r", b"\x00", b" ", b":", b"\xff", b"\r\n\r\n"]))
    if kind == "more":
        return raw[:place] + byte + raw[place:]
    return raw[:place] + byte + raw[place + len(byte) :] if kind == "other" else raw


def _waits_for_more(raw: bytes) -> bool:
    """Whether the server is right to wait: no end of a head, or fewer bytes than announced."""
    head, end, body = raw.partition(b"\r\n\r\n")
    if not end:
        return True
    said = [line[15:].strip() for line in head.lower().split(b"\r\n") if line[:15] == _LENGTH]
    return any(value.isdigit() and int(value) > len(body) for value in said)


_LENGTH = b"content-length:"
COMMANDS = [
    "/restart",
    '/ /informer{"profil":"zzz"}',
    '/effacer{"certain":true}',
    "//",
    "/\u00a0/x",
]
SAID = ["on est 45 à Oyonnax", "CDD", "12", "oui", "non", "je ne sais pas", "bac+5", "recommencer"]
ODD = ["\x00", "\ud800", "\u202e", "\ufffe", "\x07", "\U000e0041", "é" * 900, "(" * 900, "0" * 900]
PAYLOADS = [
    *('/informer{"profil":"zzz"}', '/informer{"effectif":-1}', "/restart", "/session_start", ""),
    *('/informer{"commune":"99999"}', '/informer{"a_modifier":"x"}', "/informer{", "/x@1{}", "/"),
    *('/informer{"a_modifier":"effectif"}', '/informer{"commune":"01283"}', '/x{"a":' + "[" * 900),
]
TEXTS = (
    st.sampled_from(SAID + COMMANDS + ODD)
    | st.text(max_size=60)
    | st.lists(st.sampled_from(SAID + COMMANDS + ODD), max_size=4).map(" ".join)
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
IDS = st.uuids().map(str) | st.sampled_from(["1", "é", "a b", "x" * 65, ""])


@st.composite
def bodies(draw: Any) -> bytes:
    """Of `POST /messages`: one in two is as the contract has it, the others are not."""
    kind = draw(st.sampled_from(["text", "text", "text", "payload", "any", "any", "raw"]))
    if kind == "raw":
        return draw(st.sampled_from(RAW) | st.binary(max_size=60))
    if kind == "any":
        keys = st.sampled_from(["message_id", "text", "payload", "sender", "metadata"])
        return _written(draw(st.dictionaries(keys, ANYTHING) | ANYTHING))
    said = draw(TEXTS) if kind == "text" else draw(st.sampled_from(PAYLOADS) | TEXTS)
    return _written({"message_id": draw(IDS), kind: said})


RAW = [
    *(b"", b"null", b"NaN", b"1e999", b"9" * 5000, b"[" * 9000, b'{"a":' * 2000, b"\xff\xfe{}"),
    *(b'{"message_id":"1","text":"a","text":"b"}', b'{"message_id":"1","text":"\\ud800"}'),
]


def _written(value: Any) -> bytes:
    return json.dumps(value).encode()
