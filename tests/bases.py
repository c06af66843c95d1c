"""The databases of the tests: SQLite, and a PostgreSQL of their own.

A plugin of pytest (tests/conftest.py): SQLAlchemy is imported where it is used, for a quick start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ports import free_port

# An SQLAlchemy URL to a database that the tests may fill; empty: they start one.
POSTGRES = "VTE_TEST_POSTGRES"


# The settings of the databases that keep what people said.
BASES = ("VTE_SUIVI", "VTE_DEMANDES_URL")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database, empty at first. Without it: skipped, but never on CI."""
    if url := os.environ.get(POSTGRES):
        yield url
        return
    outils = outils_de_postgresql()
    if outils is None:
        raison = "PostgreSQL is not installed (Debian: apt install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(f"{raison}: CI never skips these tests")
        pytest.skip(raison)
    with tempfile.TemporaryDirectory() as dossier:  # pytest's own folders go when other runs come
        yield from grappe(outils, Path(dossier))


def outils_de_postgresql() -> Path | None:
    """The folder of initdb and postgres, the latest version first."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    ailleurs = [Path(trouve).resolve().parent] if (trouve := shutil.which("initdb")) else []
    return next((p for p in (*debian, *ailleurs) if (p / "initdb").exists()), None)


def grappe(outils: Path, dossier: Path) -> Iterator[str]:
    """A cluster in `dossier`, on a free port of this machine; stopped and forgotten afterwards."""
    donnees = dossier / "donnees"
    en_tant_que: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        for parent in (dossier, *dossier.parents):
            if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
                parent.chmod(0o755)
        shutil.chown(dossier, "postgres")
        en_tant_que = ["runuser", "-u", "postgres", "--"]
    port = free_port()

    def lancer(*commande: str) -> None:
        subprocess.run([*en_tant_que, *commande], cwd=dossier, check=True, capture_output=True)

    lancer(
        str(outils / "initdb"),
        "-D",
        str(donnees),
        "-U",
        "vte",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--no-sync",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    lancer(
        str(outils / "pg_ctl"),
        "-D",
        str(donnees),
        "-o",
        options,
        "-l",
        str(dossier / "journal"),
        "-w",
        "start",
    )
    try:
        yield f"postgresql://vte@127.0.0.1:{port}/postgres"
    finally:
        lancer(str(outils / "pg_ctl"), "-D", str(donnees), "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="session")
def base_postgres(postgres: str) -> Callable[[], str]:
    """Makes a new empty database and gives its URL."""
    import sqlalchemy as sa

    def creer() -> str:
        nom = f"vte_{uuid.uuid4().hex[:12]}"
        with sa.create_engine(postgres, isolation_level="AUTOCOMMIT").connect() as lien:
            lien.execute(sa.text(f"CREATE DATABASE {nom}"))
        return sa.engine.make_url(postgres).set(database=nom).render_as_string(hide_password=False)

    return creer


@pytest.fixture(params=["sqlite", "postgresql"])
def url_vide(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The SQLAlchemy URL of an empty database, of each of the two."""
    return (
        request.getfixturevalue("base_postgres")()
        if request.param == "postgresql"
        else f"sqlite:///{tmp_path / 'vide.sqlite'}"
    )


@pytest.fixture(autouse=True)
def stores_of_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The console's tables are the console's: no other process knows them, nor other tests."""
    effacement = sys.modules.get("vte.effacement")  # heavy: not loaded for those who erase nothing
    if effacement and "console" not in request.path.parts:
        monkeypatch.delitem(effacement._stores, "console", raising=False)


@pytest.fixture
def stores_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The tracker and the requests in files of the test's own; URLs by setting."""
    urls = {nom: f"sqlite:///{tmp_path / nom}.sqlite" for nom in BASES}
    for nom, url in urls.items():
        monkeypatch.setenv(nom, url)
    return urls


def contenu(url: str) -> bytes:
    """All that a database holds: SQLite's files as bytes, log included; every row of PostgreSQL."""
    import sqlalchemy as sa

    adresse = sa.engine.make_url(url)
    if adresse.get_backend_name() == "sqlite":
        fichier = Path(str(adresse.database))
        return b"".join(p.read_bytes() for p in fichier.parent.glob(f"{fichier.name}*"))
    moteur = sa.create_engine(url)
    with moteur.connect() as lien:
        tables = sa.inspect(lien).get_table_names()
        lignes = [
            str(ligne)
            for table in tables
            for ligne in lien.execute(sa.text(f'SELECT t::text FROM "{table}" t'))
        ]
    moteur.dispose()
    return "\n".join(lignes).encode()
