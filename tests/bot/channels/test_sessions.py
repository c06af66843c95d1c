"""A session is read for a day, and erased for as long as something of it may be kept."""

from __future__ import annotations

import time

import pytest

from bot.channels.shared.errors import SessionRefused
from bot.channels.web.sessions import Sessions

DAY = 86_400


@pytest.fixture(autouse=True)
def a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_SECRET", "un secret de test, de plus de 32 octets")


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    now = time.time() + days * DAY
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now)


@pytest.mark.parametrize(
    ("days", "reads", "erases"),
    [(0.9, True, True), (2, False, True), (180.9, False, True), (182, False, False)],
)
def test_a_token_that_reads_nothing_any_more_still_erases(
    days: float, reads: bool, erases: bool, monkeypatch: pytest.MonkeyPatch
):
    sessions = Sessions()
    header = f"Bearer {sessions.open().token}"
    later(monkeypatch, days)
    for may, use in ((reads, sessions.read), (erases, sessions.erasable)):
        if may:
            assert use(header)
        else:
            with pytest.raises(SessionRefused):
                use(header)


def test_a_longer_retention_is_a_longer_time_to_erase(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_CONSERVATION", "400")
    header = f"Bearer {Sessions().open().token}"
    later(monkeypatch, 390)
    assert Sessions().erasable(header)


def test_a_forged_token_erases_nothing():
    with pytest.raises(SessionRefused):
        Sessions().erasable("Bearer abc.def.ghi")
