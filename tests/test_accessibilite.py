"""docs/accessibilite.md: the 106 criteria of RGAA 4.1, their states, and only tests that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "accessibilite.md").read_text(encoding="utf-8")
CRITERIA_BY_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)  # of RGAA 4.1
ROWS = re.findall(r"^\| (\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", TEXT, re.M)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def test_each_of_the_106_criteria_has_its_line_in_its_theme():
    wanted = [f"{t}.{c}" for t, n in enumerate(CRITERIA_BY_THEME, 1) for c in range(1, n + 1)]
    assert len(wanted) == 106
    assert [number for number, *_ in ROWS] == wanted
    assert re.findall(r"^## (\d+)\. ", TEXT, re.M) == [str(t) for t in range(1, 14)]


def test_each_criterion_has_a_state_and_a_reason():
    assert {state for _, state, *_ in ROWS} <= {"conforme", "non conforme", "non applicable"}
    assert [number for number, _, reason, _ in ROWS if len(reason) < 10] == []


def test_the_count_is_that_of_the_lines_and_what_is_not_held_is_told_first():
    n = Counter(state for _, state, *_ in ROWS)
    held, missed = n["conforme"], n["non conforme"]
    assert f"{held} conformes, {missed} non conformes, {n['non applicable']} non app" in TEXT
    assert f"Sur les {held + missed} critères applicables, {held} sont tenus" in TEXT
    told = TEXT.split("**Ce qui n'est pas tenu**")[1].split("##")[0]
    assert re.findall(r"(\d+\.\d+) \(", told) == [c for c, s, *_ in ROWS if s == "non conforme"]


def test_every_test_that_is_named_exists():
    code = {file: (ROOT / file).read_text(encoding="utf-8") for file, _ in NAMED}
    gone = [f"{file}::{name}" for file, name in NAMED if f"def {name}(" not in code[file]]
    assert len(NAMED) > 25 and gone == []
