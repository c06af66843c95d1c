"""Channels of one process share the pool of a database."""

from __future__ import annotations

import pytest

from bot.channels.messengers.common.inbox import Inbox
from bot.channels.shared.journal import Journal
from bot.storage.engines import shared


def test_those_who_ask_for_the_same_database_have_one_engine(url_vide: str):
    assert shared(url_vide) is shared(url_vide)
    assert Journal(url_vide).engine is Inbox("telegram", "a:1", url_vide)._engine


def test_the_database_of_the_settings_is_one_of_them(
    url_vide: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    assert shared() is shared(url_vide)
