"""The register of erasures, outside the databases: after a restore, they are applied again.

A line before an erasure and one after it, in a file of this machine and this month, in the folder
of VTE_REGISTRE. People are named as in the tracker: random ids, or hashes, which designate nobody
once all else is erased.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vte.private import own_folder
from vte.reglages import REGISTRE

BEGUN, DONE = "debut", "fin"
# The clocks of the machine that erases and of the one that saves differ by less. Who came back and
# wrote within it loses that: the smaller loss.
MARGIN = timedelta(minutes=1)
_UNSAFE = re.compile(r"[^\w.-]")
_FILE = re.compile(r"effacements-(\d{4}-\d\d)-.*\.jsonl")


def note(personnes: Collection[str], what: str) -> None:
    """Adds a line a person, on the disk when this returns; `what`: BEGUN or DONE.

    Error: OSError.
    """
    if not personnes:
        return
    at = datetime.now(UTC)
    lines = [json.dumps({"le": at.isoformat(), what: one}) + "\n" for one in personnes]
    machine = _UNSAFE.sub("_", socket.gethostname())
    file = _folder() / f"effacements-{at:%Y-%m}-{machine}.jsonl"
    own_folder(file.parent)
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(opened, "".join(lines).encode())
        os.fsync(opened)
    finally:
        os.close(opened)


def since(moment: datetime) -> list[str]:
    """Whose erasure ended after this moment (or MARGIN before it), or never did."""
    limit = (moment.astimezone(UTC) - MARGIN).isoformat()
    ended, begun = dict[str, str](), dict[str, str]()
    for line in _lines():
        for what, last in ((BEGUN, begun), (DONE, ended)):
            if what in line:
                last[line[what]] = max(line["le"], last.get(line[what], ""))
    unfinished = {who for who, at in begun.items() if ended.get(who, "") < at}
    return sorted(unfinished | {who for who, at in ended.items() if at >= limit})


def purge(avant: datetime) -> int:
    """Removes the months that ended before; says how many files went.

    A backup of before them is older than the retention: a restore purges what it held.
    """
    old = [file for file in _files() if _month(file) < f"{avant.astimezone(UTC):%Y-%m}"]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(REGISTRE.lire())


def _files() -> list[Path]:
    return sorted(file for file in _folder().glob("*.jsonl") if _FILE.fullmatch(file.name))


def _month(file: Path) -> str:
    found = _FILE.fullmatch(file.name)
    return found.group(1) if found else ""


def _lines() -> Iterator[dict[str, str]]:
    """A line that a crash cut short is the beginning of an erasure that is begun again."""
    for file in _files():
        for line in file.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue
