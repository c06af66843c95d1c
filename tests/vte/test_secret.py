"""The key of the project: drawn once, whole, for its owner alone."""

from __future__ import annotations

import concurrent.futures
from pathlib import Path

import pytest

from vte import secret


@pytest.fixture(autouse=True)
def none_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VTE_SECRET", raising=False)
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "dossier" / "secret")


def test_a_key_is_drawn_where_none_is_given_and_it_is_the_same_the_next_time():
    drawn = secret.key()
    assert len(drawn.encode()) >= secret.LEAST and secret.key() == drawn
    assert secret.SECRET_FILE.stat().st_mode & 0o077 == 0


def test_servers_that_start_together_draw_one_key():
    for _ in range(50):
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            drawn = set(threads.map(lambda _: secret.key(), range(8)))
        assert len(drawn) == 1
        secret.SECRET_FILE.unlink()
    assert list(secret.SECRET_FILE.parent.iterdir()) == []


def test_the_token_of_the_actions_tells_nothing_of_the_key():
    assert secret.key() not in secret.token_of_actions() != secret.key_for("console")
