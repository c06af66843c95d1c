"""A login of staff has an end, whatever one does with it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.test import Client

from console.rights import DROITS

LECTEUR = next(iter(DROITS))


def entre(client: Client) -> bool:
    return client.get("/conversations/").status_code == 200


def test_a_session_ends_after_its_life_whatever_one_does(
    entrer: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
):
    client = entrer(LECTEUR)
    maintenant = time.time()
    monkeypatch.setattr("console.sessions.time.time", lambda: maintenant + 11.9 * 3600)
    assert entre(client)
    monkeypatch.setattr("console.sessions.time.time", lambda: maintenant + 12.1 * 3600)
    assert not entre(client)
    monkeypatch.setattr("console.sessions.time.time", lambda: maintenant)
    assert not entre(client)  # it is over, not only refused


def test_its_life_is_a_setting(entrer: Callable[..., Client], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_CONSOLE_DUREE", "1")
    client, maintenant = entrer(LECTEUR), time.time()
    monkeypatch.setattr("console.sessions.time.time", lambda: maintenant + 3601)
    assert not entre(client)


def test_a_session_of_before_this_version_is_over(entrer: Callable[..., Client]):
    client = entrer(LECTEUR)
    session = client.session
    del session["debut"]
    session.save()
    assert not entre(client)
