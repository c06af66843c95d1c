"""The archive: lines of JSON, compressed; rows flow through it, however many.

A header, then each table (its columns, a line a row, its count and digest), then the manifest,
which says all of it again: an archive without one was cut short.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from vte.backup.cipher import Decrypting, Encrypting, is_encrypted
from vte.databases import own
from vte.erreurs import SauvegardeInvalide
from vte.reglages import CLE_SAUVEGARDES

FORMAT = 1
_CUT = "La sauvegarde est abîmée ou incomplète\u00a0: {}. Rien n'a été changé."
_READERS: dict[str, Any] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
    "UUID": UUID,
    "bytes": bytes.fromhex,
}


@dataclass(frozen=True)
class Header:
    """`at`: when the snapshots were taken (ISO, UTC); `bases`: kind and revision of each.

    `keys`: the key files, by name, where they were asked for.
    """

    at: str
    bases: dict[str, dict[str, str]]
    keys: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


@dataclass
class Counted:
    """A table of the archive: its rows, their digest, and the last number that it gave."""

    base: str
    name: str
    rows: int = 0
    digest: str = ""
    sequence: int | None = None


@dataclass(frozen=True)
class Columns:
    """What comes before the rows of a table."""

    base: str
    name: str
    columns: list[str]


class Writer:
    """Writes the header, then each table, then the manifest (`end`)."""

    def __init__(self, out: BinaryIO, header: Header) -> None:
        self._out, self._tables = out, list[Counted]()
        self._line({"entete": asdict(header)})

    def table(
        self, of: Columns, rows: Iterable[Iterable[Any]], sequence: int | None = None
    ) -> Counted:
        self._line({"table": asdict(of)})
        counted, digest = Counted(of.base, of.name, sequence=sequence), hashlib.sha256()
        for row in rows:
            line = self._line([_plain(value) for value in row])
            digest.update(line)
            counted.rows += 1
        counted.digest = digest.hexdigest()
        self._line({"fin": asdict(counted)})
        self._tables.append(counted)
        return counted

    def end(self) -> None:
        self._line({"manifeste": [asdict(table) for table in self._tables]})

    def _line(self, value: Any) -> bytes:
        line = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        self._out.write(line)
        return line


@contextmanager
def writing(file: Path, header: Header, encrypted: bool) -> Iterator[Writer]:
    """`file`, its owner's alone, appears when it is whole."""
    draft = file.with_name(f"{file.name}.partielle")
    draft.unlink(missing_ok=True)
    own(draft)
    try:
        with draft.open("wb") as raw:
            out: Any = Encrypting(raw, CLE_SAUVEGARDES.lire()) if encrypted else raw
            with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as packed:
                writer = Writer(packed, header)  # type: ignore[arg-type]
                yield writer
                writer.end()
            if encrypted:
                out.close()
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


Item = Header | Columns | list[Any] | Counted


def read(file: Path) -> Iterator[Item]:
    """The header; then, of each table, its columns, its rows, and what was counted of it.

    Error: SauvegardeInvalide, where something is not what was written.
    """
    try:
        with file.open("rb") as raw:
            yield from _checked(_lines(raw))
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError) as error:
        raise SauvegardeInvalide(_CUT.format(type(error).__name__)) from None
    except FileNotFoundError:
        raise SauvegardeInvalide(f"Il n'y a pas de sauvegarde {file}.") from None


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    source: Any = Decrypting(raw, CLE_SAUVEGARDES.lire()) if is_encrypted(raw) else raw
    with gzip.GzipFile(fileobj=source, mode="rb") as packed:
        yield from packed


def _checked(lines: Iterator[bytes]) -> Iterator[Item]:
    header = Header(**json.loads(next(lines, b"null"))["entete"])
    if header.format != FORMAT:
        raise SauvegardeInvalide(
            "Cette sauvegarde vient d'une version plus récente de l'assistant\u00a0: lancez-la."
        )
    yield header
    tables: list[Counted] = []
    for line in lines:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
        if "manifeste" in value:
            rest = next(lines, None)  # read to the end: gzip's own check comes there
            if rest is not None or value["manifeste"] != [asdict(table) for table in tables]:
                raise SauvegardeInvalide(_CUT.format("une table manque"))
            return
        yield (columns := Columns(**value["table"]))
        tables.append((yield from _rows(columns, lines)))
    raise SauvegardeInvalide(_CUT.format("la fin manque"))


def _rows(columns: Columns, lines: Iterator[bytes]) -> Any:
    counted, digest = Counted(columns.base, columns.name), hashlib.sha256()
    for line in lines:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
        if isinstance(value, dict):
            counted.digest, counted.sequence = digest.hexdigest(), value["fin"]["sequence"]
            if value["fin"] != asdict(counted):
                raise SauvegardeInvalide(_CUT.format(f"la table {columns.name} a changé"))
            yield counted
            return counted
        digest.update(line)
        counted.rows += 1
        yield [_value(one) for one in value]
    raise SauvegardeInvalide(_CUT.format("la fin manque"))


def _plain(value: Any) -> Any:
    """As JSON has it; what it has not is `{"type", "text"}`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes | memoryview):
        return {"type": "bytes", "text": bytes(value).hex()}
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    name = type(value).__name__
    if name not in _READERS:
        raise TypeError(f"no way to keep a {name}")
    return {"type": name, "text": text}


def _value(plain: Any) -> Any:
    return _READERS[plain["type"]](plain["text"]) if isinstance(plain, dict) else plain
