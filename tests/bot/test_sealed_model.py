"""Rasa's server loads the model that was trained here, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.agent import load_agent
from rasa.engine.storage.local_model_storage import LocalModelStorage
from sanic import Blueprint

from bot import sealed_model
from bot.server.start import guard
from vte import seal, secret


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its patch goes with the test: other tests load what they like."""
    monkeypatch.setattr(secret, "MODELS_FILE", tmp_path / "cle-modeles")
    monkeypatch.setattr(
        LocalModelStorage, "from_model_archive", LocalModelStorage.__dict__["from_model_archive"]
    )


def test_whoever_serves_a_channel_checks_the_model():
    guard(Blueprint("any"))
    assert LocalModelStorage.from_model_archive.__func__.sealed
    kept = LocalModelStorage.from_model_archive.__func__
    sealed_model.install()
    assert LocalModelStorage.from_model_archive.__func__ is kept  # once


async def test_a_changed_model_is_unpacked_by_nothing_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    model = tmp_path / "vte.tar.gz"
    model.write_bytes(b"trained")
    seal.seal(model)
    model.write_bytes(b"of somebody else")
    opened: list[object] = []
    monkeypatch.setattr("tarfile.open", lambda *a, **k: opened.append(a))
    monkeypatch.setattr("tarsafe.TarSafe.open", lambda *a, **k: opened.append(a))
    sealed_model.install()
    agent = await load_agent(str(model))
    assert not agent.is_ready() and opened == []
    assert "make setup" in caplog.text


def test_a_good_model_is_handed_to_rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[Path, Path]] = []

    def unpack(cls: object, storage: Path, archive: Path) -> str:
        asked.append((storage, archive))
        return "unpacked"

    monkeypatch.setattr(LocalModelStorage, "from_model_archive", classmethod(unpack))
    model = tmp_path / "vte.tar.gz"
    model.write_bytes(b"trained")
    seal.seal(model)
    sealed_model.install()
    assert LocalModelStorage.from_model_archive(tmp_path / "to", model) == "unpacked"
    assert asked == [(tmp_path / "to", model)]
