"""What was trained is read only if it is still what was trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from vte import seal, secret
from vte.lecture.roles import stockage
from vte.seal import ModeleAltere


@pytest.fixture(autouse=True)
def key_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VTE_CLE_MODELES", raising=False)
    monkeypatch.setattr(secret, "MODELS_FILE", tmp_path / "cles" / "cle-modeles")


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    file = tmp_path / "vte.tar.gz"
    file.write_bytes(b"trained")
    seal.seal(file)
    return file


def test_a_sealed_file_is_read(sealed: Path):
    assert seal.read(sealed) == b"trained"


def test_a_file_that_was_changed_is_refused_and_says_what_to_do(sealed: Path):
    sealed.write_bytes(b"trained elsewhere")
    with pytest.raises(ModeleAltere, match="make setup"):
        seal.read(sealed)


def test_a_file_without_a_seal_is_refused_and_says_what_to_do(tmp_path: Path):
    (tmp_path / "x.npz").write_bytes(b"from somebody")
    with pytest.raises(ModeleAltere, match="make setup"):
        seal.read(tmp_path / "x.npz")


@pytest.mark.parametrize("written", ["", "é", "0" * 64])
def test_no_seal_can_be_made_up(sealed: Path, written: str):
    sealed.with_name("vte.tar.gz.sceau").write_text(written, encoding="utf-8")
    assert not seal.holds(sealed)


def test_a_seal_holds_under_its_own_key_only(sealed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SECRET", "un autre secret, de plus de 32 octets")
    assert seal.holds(sealed)  # sessions may be ended without training again
    monkeypatch.setenv("VTE_CLE_MODELES", "une autre clé, de plus de 32 octets")
    assert not seal.holds(sealed)


def test_the_key_is_its_owner_s_alone(sealed: Path):
    assert secret.MODELS_FILE.stat().st_mode & 0o077 == 0
    assert secret.MODELS_FILE.parent.stat().st_mode & 0o077 == 0


def test_a_reader_that_was_changed_is_not_opened_and_is_trained_again(tmp_path: Path):
    file = tmp_path / "lecteur.npz"
    file.write_bytes(b"PK, but whose?")
    seal.seal(file)
    file.write_bytes(b"PK, of somebody else")
    assert stockage.empreinte(file) is None
    with pytest.raises(ModeleAltere, match="make setup"):
        stockage.lire(file)
