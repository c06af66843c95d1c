"""The console on the database of VTE_CONSOLE_URL, beside a tracker on the same kind of database.

SQLite, or PostgreSQL under `make console`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as reglages
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client

from console.models import Conversation
from console.projection import passes
from tests.console.evenements import Suivi
from vte import suivi as tables

MOT = "un-mot-de-passe-de-test"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, with the settings of the real one.

    PostgreSQL makes a test database of its own, another for each of the processes that test.
    """
    if reglages.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        reglages.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
            tmp_path_factory.mktemp("console") / "console.sqlite"
        )


@pytest.fixture(autouse=True)
def bases(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Databases of the test's own, and passwords that are quick to check."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'demandes'}.sqlite")
    cache.clear()


@pytest.fixture
def suivi(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Suivi]:
    """An empty tracker, on the same kind of database as the console."""
    url = (
        request.getfixturevalue("base_postgres")()
        if connection.vendor == "postgresql"
        else f"sqlite:///{tmp_path / 'suivi.sqlite'}"
    )
    monkeypatch.setenv("VTE_SUIVI", url)
    moteur = tables.ouvrir()
    yield Suivi(moteur)
    moteur.dispose()


@pytest.fixture
def projeter(suivi: Suivi) -> Callable[..., int]:
    def faire(lot: int = passes.LOT) -> int:
        total = 0
        while faits := passes.passe(suivi.moteur, lot):
            total += faits
        return total

    return faire


@pytest.fixture
def projetee(suivi: Suivi, projeter: Callable[..., int]) -> Callable[..., Conversation]:
    """Stores a conversation's events, projects them, gives the row."""

    def faire(evenements: list[dict[str, Any]], personne: str | None = None) -> Conversation:
        qui = suivi.ecrire(evenements, personne)
        projeter()
        return Conversation.objects.filter(personne=qui).latest("premier")

    return faire


@pytest.fixture
def compte() -> Callable[..., User]:
    """An account of a group, made once."""

    def faire(groupe: str, nom: str | None = None) -> User:
        utilisateur, neuf = User.objects.get_or_create(username=nom or f"le-{groupe}")
        if neuf:
            utilisateur.set_password(MOT)
            utilisateur.save()
        utilisateur.groups.set([Group.objects.get(name=groupe)])
        return utilisateur

    return faire


@pytest.fixture
def entrer(compte: Callable[..., User]) -> Callable[..., Client]:
    """A browser of somebody of this group."""

    def faire(groupe: str, nom: str | None = None) -> Client:
        client = Client()
        client.force_login(compte(groupe, nom), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return faire


def texte(reponse: Any) -> str:
    return str(reponse.content.decode()).replace("&nbsp;", "\u00a0").replace("&#x27;", "'")
