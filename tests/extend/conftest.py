"""A copy of the project for each path of the guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extend.project import Project


@pytest.fixture
def project(tmp_path: Path, base: str) -> Project:
    return Project(tmp_path, Path(base.removeprefix("sqlite:///")))
