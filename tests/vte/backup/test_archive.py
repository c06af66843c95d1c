"""An archive is read as it was written, or not at all."""

from __future__ import annotations

import gzip
import stat
from datetime import date, datetime
from pathlib import Path

import pytest

from vte.backup import archive, cipher
from vte.backup.archive import Columns, Counted, Header
from vte.erreurs import SauvegardeInvalide

KEY = "une clé de sauvegardes, tirée au hasard"
ROWS = [
    [1, "é\u2028\U0001f600 \udc80", None, 1.5, True, b"\x00\xff"],
    [2, "{}", date(2026, 11, 1), datetime(2026, 11, 1, 12, 0, 0, 5), False, "[]"],
]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_CLE_SAUVEGARDES", KEY)


def write(file: Path, encrypted: bool = False, rows: list[list[object]] = ROWS) -> None:
    header = Header("2026-11-01T00:00:00+00:00", {"suivi": {"kind": "sqlite", "revision": "0001"}})
    with archive.writing(file, header, encrypted) as writer:
        writer.table(Columns("suivi", "events", list("abcdef")), rows, sequence=7)


def read(file: Path) -> list[object]:
    return list(archive.read(file))


@pytest.mark.parametrize("encrypted", [False, True])
def test_every_value_comes_back_as_it_was(encrypted: bool, tmp_path: Path):
    write(tmp_path / "s", encrypted)
    header, columns, *rows, counted = read(tmp_path / "s")
    assert isinstance(header, Header) and header.bases["suivi"]["revision"] == "0001"
    assert isinstance(columns, Columns) and rows == ROWS
    assert isinstance(counted, Counted) and (counted.rows, counted.sequence) == (2, 7)


def test_an_archive_is_its_owner_s_alone_and_appears_when_it_is_whole(tmp_path: Path):
    def rows():
        yield ROWS[0]
        assert not (tmp_path / "s").exists()

    write(tmp_path / "s", rows=rows())  # type: ignore[arg-type]
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir()] == ["s"]


def test_one_that_fails_midway_leaves_the_one_before(tmp_path: Path):
    write(tmp_path / "s")
    before = (tmp_path / "s").read_bytes()
    with pytest.raises(TypeError):
        write(tmp_path / "s", rows=[[object()]])
    assert (tmp_path / "s").read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("encrypted", [False, True])
def test_one_that_was_cut_short_anywhere_is_refused(encrypted: bool, tmp_path: Path):
    write(tmp_path / "s", encrypted)
    whole = (tmp_path / "s").read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 40)):
        (tmp_path / "s").write_bytes(whole[:end])
        with pytest.raises(SauvegardeInvalide):
            read(tmp_path / "s")


def test_one_in_which_a_row_changed_is_refused(tmp_path: Path):
    write(tmp_path / "s")
    changed = gzip.decompress((tmp_path / "s").read_bytes()).replace(b"[2, ", b"[3, ")
    (tmp_path / "s").write_bytes(gzip.compress(changed))
    with pytest.raises(SauvegardeInvalide, match="la table events a changé"):
        read(tmp_path / "s")


def test_one_without_its_last_lines_is_refused(tmp_path: Path):
    write(tmp_path / "s")
    lines = gzip.decompress((tmp_path / "s").read_bytes()).splitlines(keepends=True)
    for kept in range(len(lines)):
        (tmp_path / "s").write_bytes(gzip.compress(b"".join(lines[:kept])))
        with pytest.raises(SauvegardeInvalide):
            read(tmp_path / "s")


def test_an_encrypted_one_tells_nothing_and_wants_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path / "s", encrypted=True)
    raw = (tmp_path / "s").read_bytes()
    assert raw.startswith(cipher.MAGIC) and b"events" not in raw and b"\x1f\x8b" not in raw[:60]
    monkeypatch.setenv("VTE_CLE_SAUVEGARDES", "une autre clé de plus de 32 octets")
    with pytest.raises(SauvegardeInvalide, match="ne se déchiffre pas"):
        read(tmp_path / "s")


def test_an_encrypted_one_of_several_blocks_flows_and_no_block_may_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cipher, "BLOCK", 64)
    write(tmp_path / "s", encrypted=True, rows=[[n, f"mot {n * n}"] for n in range(500)])
    assert len([x for x in read(tmp_path / "s") if isinstance(x, list)]) == 500
    raw = bytearray((tmp_path / "s").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "s").write_bytes(raw)
    with pytest.raises(SauvegardeInvalide):
        read(tmp_path / "s")


def test_a_file_that_is_none_is_told_so(tmp_path: Path):
    (tmp_path / "s").write_bytes(b"rien")
    for file in (tmp_path / "s", tmp_path / "absent"):
        with pytest.raises(SauvegardeInvalide):
            read(file)
