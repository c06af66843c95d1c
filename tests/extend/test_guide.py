"""The guide asks for few files, and each of its sections is carried out by a test."""

from __future__ import annotations

import re

import pytest

from tests.extend.project import GUIDE, RACINE, section

TITLES = re.findall(r"^## (.+)$", GUIDE, re.M)


@pytest.mark.parametrize("title", TITLES)
def test_a_path_takes_four_files_at_most(title: str):
    assert 1 <= len(section(title).files) <= 4


@pytest.mark.parametrize("title", TITLES)
def test_each_path_is_carried_out_by_a_test(title: str):
    tests = "".join(f.read_text(encoding="utf-8") for f in (RACINE / "tests/extend").glob("*.py"))
    assert f'section("{title}")' in tests
