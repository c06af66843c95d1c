"""Whose call it is, through the proxies that are trusted, and which pages may make it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.channels.shared.errors import OriginRefused
from bot.channels.web import origins
from bot.channels.web.visitor import scheme, who

PROXIES = "10.0.0.0/8, 2001:db8:ffff::/48"


class Headers(CIMultiDict):  # type: ignore[type-arg]
    """As Sanic's."""


def call(peer: str, *forwarded: str, ssl: bool = False, **headers: str) -> Any:
    told = [("x-forwarded-for", value) for value in forwarded]
    told += [(name.replace("_", "-"), value) for name, value in headers.items()]
    return SimpleNamespace(
        ip=peer,
        headers=Headers(told),
        conn_info=SimpleNamespace(ssl=ssl),
        path="/webhooks/web/sessions",
    )


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_MANDATAIRES", PROXIES)


def test_without_a_trusted_proxy_what_a_header_says_counts_for_nothing():
    assert who(call("203.0.113.9", "1.2.3.4")) == "203.0.113.9"


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("request_", "visitor"),
    [
        (call("203.0.113.9", "1.2.3.4"), "203.0.113.9"),  # no proxy of ours
        (call("10.0.0.1", "203.0.113.9"), "203.0.113.9"),
        (call("10.0.0.1", "1.2.3.4, 203.0.113.9"), "203.0.113.9"),  # the first is only said
        (call("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2"), "203.0.113.9"),
        (call("10.0.0.1", "1.2.3.4", "203.0.113.9"), "203.0.113.9"),  # two headers are one
        (call("10.0.0.1"), "10.0.0.1"),
        (call("10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3"),
        (call("10.0.0.1", "1.2.3.4, inconnu"), "10.0.0.1"),
        (call("10.0.0.1", "1.2.3.4, inconnu, 10.0.0.2"), "10.0.0.2"),
        (call("10.0.0.1", "203.0.113.9:4567"), "203.0.113.9"),
        (call("10.0.0.1", "[2001:db8:1:2:3::4]:4567"), "2001:db8:1:2::/64"),
        (call("::ffff:10.0.0.1", "203.0.113.9"), "203.0.113.9"),
        (call("2001:db8:ffff::1", "::ffff:203.0.113.9"), "203.0.113.9"),
        (call(""), ""),
    ],
)
def test_the_right_most_address_that_is_not_trusted_counts(request_: Any, visitor: str):
    assert who(request_) == visitor


def test_a_subscriber_of_ipv6_has_one_limit_for_all_of_his_addresses():
    assert who(call("2001:db8:1:2::1")) == who(call("2001:db8:1:2:ffff::9%eth0"))
    assert who(call("2001:db8:1:2::1")) != who(call("2001:db8:1:3::1"))


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=10))
def test_whatever_a_header_says_somebody_counts(said: list[str], peer: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VTE_MANDATAIRES", "0.0.0.0/0, ::/0")
        assert isinstance(who(call(peer, *said)), str)


@pytest.mark.usefixtures("proxies")
def test_https_in_front_of_a_trusted_proxy_is_https():
    assert scheme(call("10.0.0.1", x_forwarded_proto="https")) == "https"
    assert scheme(call("10.0.0.1", x_forwarded_proto="http, https")) == "https"
    assert scheme(call("203.0.113.9", x_forwarded_proto="https")) == "http"
    assert scheme(call("10.0.0.1", x_forwarded_proto="gopher")) == "http"
    assert scheme(call("203.0.113.9", ssl=True)) == "https"


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("origin", "through", "allowed"),
    [
        ("https://assistant.fr", "https", True),
        ("https://Assistant.fr", "https", True),
        ("http://assistant.fr", "https", False),
        ("https://assistant.fr", "http", False),
        ("http://assistant.fr", "http", True),
        ("https://assistant.fr:8443", "https", False),
        ("https://assistant.fr.pirate.example", "https", False),
        ("https://pirate.example", "https", False),
        ("https://liste.fr", "http", True),
        ("http://liste.fr", "http", False),
        ("null", "http", False),
        ("http://[", "http", False),
        ("http://", "http", False),
    ],
)
def test_an_origin_is_a_scheme_and_a_host(
    origin: str, through: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_ORIGINES", "https://liste.fr")
    asked = call("10.0.0.1", origin=origin, host="assistant.fr", x_forwarded_proto=through)
    if allowed:
        origins.check(asked)
    else:
        with pytest.raises(OriginRefused):
            origins.check(asked)
