"""docs/security.md says what holds: every chapter of ASVS, and only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
STATES = ("held", "held, but", "not for us")


def test_every_chapter_has_its_state():
    chapters = re.findall(r"^## V(\d+) [^:\n]+: (.+)$", TEXT, re.M)
    assert [int(number) for number, _ in chapters] == list(range(1, 15))
    assert all(state.startswith(STATES) for _, state in chapters)


def test_every_requirement_names_a_test():
    rows = [line for line in TEXT.splitlines() if re.match(r"\| (?!requirement|---)", line)]
    assert len(rows) > 40
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+` \|$", row)] == []


def test_every_test_that_is_named_exists():
    code = {file: (ROOT / file).read_text(encoding="utf-8") for file, _ in NAMED}
    gone = [f"{file}::{name}" for file, name in NAMED if f"def {name}(" not in code[file]]
    assert len(NAMED) > 50 and gone == []
