"""What a person left is erased everywhere, and what is too old too; the rest stays."""

from __future__ import annotations

import json
import os
import random
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.bases import contenu
from vte import effacement, journal, suivi
from vte.databases import open_engine, write_anew
from vte.demandes import Demandes
from vte.pseudonymes import pseudonyme

VIEUX, NEUF = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def bases(
    request: pytest.FixtureRequest, url_vide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """The two databases (one, on PostgreSQL): « secret-de-alice » in each, and what Bob said."""
    urls = (
        [url_vide] * 2
        if url_vide.startswith("postgresql")
        else [f"sqlite:///{tmp_path / nom}.sqlite" for nom in ("suivi", "demandes")]
    )
    for nom, url in zip(("VTE_SUIVI", "VTE_DEMANDES_URL"), urls, strict=True):
        monkeypatch.setenv(nom, url)
    moteur = suivi.ouvrir()
    _remplir(moteur)
    with journal.ouvrir().begin() as lien:
        for qui, le in (("alice", VIEUX), ("bob", NEUF)):
            dit = {"message_id": "1", "dit": f"secret-de-{qui}", "reponse": "{}"}
            ligne = {"session": qui, "le": le.isoformat(), **dit}
            lien.execute(sa.insert(journal.EXCHANGES), [ligne])
    for qui in ("alice", "bob"):
        Demandes().noter(qui, nom=f"secret-de-{qui}", coordonnee="x", sujet="y")
        Demandes().envoyer(qui)
    yield urls


def _remplir(moteur: sa.engine.Engine) -> None:
    with moteur.begin() as lien:
        for qui, le in (("alice", VIEUX), ("bob", NEUF)):
            evenement = {
                "sender_id": qui,
                "type_name": "user",
                "timestamp": le.timestamp(),
                "data": f"secret-de-{qui}",
            }
            lien.execute(sa.insert(suivi.EVENEMENTS), [evenement])


def test_a_person_is_erased_from_every_database_and_nobody_else(bases: list[str]):
    effacement.effacer(["alice"])
    for url in bases:
        assert b"secret-de-alice" not in contenu(url) and b"secret-de-bob" in contenu(url)


def test_what_is_older_than_a_date_is_erased_and_what_is_newer_stays(bases: list[str]):
    assert effacement.purger(NEUF - timedelta(days=1))["suivi"] == 1
    assert b"secret-de-bob" in contenu(bases[0])
    if bases[0] != bases[1]:  # the two requests are of today
        assert b"secret-de-alice" not in contenu(bases[0])


@pytest.mark.usefixtures("stores_elsewhere")
def test_databases_where_nothing_was_ever_written_are_no_error():
    effacement.effacer(["alice"])
    assert not any(effacement.purger(NEUF).values())


def test_a_store_that_fails_keeps_no_other_from_being_erased_and_is_named(
    bases: list[str], monkeypatch: pytest.MonkeyPatch
):
    def fails(_: object) -> int:
        raise OSError("no disk")

    monkeypatch.setitem(effacement._stores, "a", effacement.Store("a", frozenset(), fails, fails))
    for gesture in (lambda: effacement.effacer(["alice"]), lambda: effacement.purger(NEUF)):
        with pytest.raises(ExceptionGroup) as raised:
            gesture()
        assert raised.value.exceptions[0].__notes__ == ["while erasing from « a »"]
    assert all(b"secret-de-alice" not in contenu(url) for url in bases)


def test_copies_are_erased_after_what_they_are_made_from(monkeypatch: pytest.MonkeyPatch):
    none = effacement.Store("a", frozenset(), len, lambda _: 0, copy=True)
    monkeypatch.setattr(effacement, "_stores", {"a": none, **effacement._stores})
    assert effacement.stores()[-1] is none


@pytest.mark.usefixtures("stores_elsewhere")
def test_what_waits_in_the_inbox_is_erased_and_its_id_stays_so_that_it_is_not_taken_again():
    moteur = journal.ouvrir()
    for qui in ("123", "456"):
        waiting = {"adresse": qui, "contenu": f"secret-de-{qui}"}
        row = {"canal": "telegram", "id": f"m-{qui}", "le": NEUF.isoformat(), "etat": "recu"}
        with moteur.begin() as lien:
            lien.execute(
                sa.insert(journal.INBOX), [{**row, "envoyes": 0, "entrant": json.dumps(waiting)}]
            )
    effacement.effacer([pseudonyme("telegram", "123")])
    with moteur.connect() as lien:
        assert [
            (r.id, r.etat, bool(r.entrant)) for r in lien.execute(sa.select(journal.INBOX))
        ] == [
            ("m-123", journal.HANDLED, False),
            ("m-456", journal.RECEIVED, True),
        ]
    assert b"secret-de-123" not in contenu(os.environ["VTE_SUIVI"])
    effacement.purger(NEUF + timedelta(days=1))
    assert b"secret-de-456" not in contenu(os.environ["VTE_SUIVI"])


@pytest.mark.usefixtures("stores_elsewhere")
def test_no_copy_is_left_in_sqlite_s_pages_whatever_the_rows_that_were_moved():
    """Rows of two people side by side, of every length: SQLite moves them as others are deleted."""
    hasard, moteur = random.Random(1), suivi.ouvrir()
    for essai in range(20):
        lignes = [
            {
                "sender_id": qui,
                "type_name": "user",
                "data": f"secret-de-{qui}" * hasard.randrange(1, 60),
            }
            for qui in [f"alice{essai}"] * 40 + [f"bob{essai}"] * 40
        ]
        hasard.shuffle(lignes)
        with moteur.begin() as lien:
            lien.execute(sa.insert(suivi.EVENEMENTS), lignes)
        effacement.effacer([f"alice{essai}"])
        assert f"secret-de-alice{essai}".encode() not in contenu(os.environ["VTE_SUIVI"])


def test_a_file_that_another_process_holds_is_erased_and_written_anew_the_next_time(
    stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    Demandes().noter("alice", nom="secret-de-alice")

    with monkeypatch.context() as patch:
        patch.setattr(effacement, "write_anew", lambda _: False)
        effacement.effacer(["alice"])
    assert Demandes().de("alice") == []
    effacement.purger(NEUF)
    assert b"secret-de-alice" not in contenu(stores_elsewhere["VTE_DEMANDES_URL"])


def test_a_file_that_somebody_reads_is_not_taken_for_written_anew(
    stores_elsewhere: dict[str, str],
):
    """SQLite answers « busy » where it could not copy its log into the file; it raises nothing."""
    Demandes().noter("alice", nom="secret-de-alice")
    engine = open_engine(stores_elsewhere["VTE_DEMANDES_URL"])
    with engine.connect() as reader:
        reading = reader.exec_driver_sql("SELECT * FROM demandes")
        with engine.begin() as link:
            link.exec_driver_sql("DELETE FROM demandes")
        quick = open_engine(stores_elsewhere["VTE_DEMANDES_URL"], wait=0.1)
        assert not write_anew(quick, patience=0.3)
        reading.close()
    assert write_anew(quick)
    assert b"secret-de-alice" not in contenu(stores_elsewhere["VTE_DEMANDES_URL"])
    engine.dispose()
    quick.dispose()


def test_a_database_s_files_and_the_folder_made_for_them_are_their_owner_s_alone(tmp_path: Path):
    file = tmp_path / "neuf" / "base.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as link:
        link.exec_driver_sql("CREATE TABLE t (a)")
        files = sorted(file.parent.iterdir())
        assert len(files) == 3  # the log and its index too
        assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    engine.dispose()
    file.chmod(0o644)  # made by a version of before
    open_engine(f"sqlite:///{file}").dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_engine_tells_the_parameters_of_what_failed():
    """They hold what people said: whoever makes an engine hides them."""
    rooms = [
        file for room in ("vte", "bot", "actions", "console") for file in Path(room).rglob("*.py")
    ]
    makers = {
        file.as_posix(): file.read_text(encoding="utf-8")
        for file in rooms
        if "create_engine(" in file.read_text(encoding="utf-8")
    }
    assert set(makers) == {
        "bot/server/checks.py",
        "vte/databases.py",
        "vte/territoires/connection.py",
    }
    assert all(
        "hide_parameters" in code and "=True" in code.replace(" ", "") for code in makers.values()
    )
