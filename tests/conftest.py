"""A territory base of its own for the whole run, and a fixed today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.territory_cache import copy_base

pytest_plugins = ["tests.bases", "tests.serveurs", "tests.navigateur"]
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
# Set in the processes that share the tests; a console of Rich would keep that width for good.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    chemin: Path = tmp_path_factory.mktemp("base") / "territoires.sqlite"
    copy_base(chemin)
    url = f"sqlite:///{chemin}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VTE_BASE_URL", url)
        yield url


@pytest.fixture(scope="session", autouse=True)
def registre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests erase is noted in a register of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VTE_REGISTRE", str(tmp_path_factory.mktemp("registre")))
        yield


@pytest.fixture(autouse=True)
def juin_2021(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests live on 15 June 2021; those about today say so."""
    monkeypatch.setenv("VTE_AUJOURDHUI", "2021-06-15")
