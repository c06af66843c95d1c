"""The two databases that the base lives on: SQLite, and a PostgreSQL of the tests' own."""

from __future__ import annotations

import pytest

from vte.territoires.build import build


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def construite(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a base built on each of the two; tests leave it as they found it."""
    sur_disque = f"sqlite:///{tmp_path_factory.mktemp('construite') / 'territoires.sqlite'}"
    url: str = request.getfixturevalue("postgres") if request.param == "postgresql" else sur_disque
    build(url)
    return url
