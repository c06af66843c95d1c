"""Databases are brought up to date as they are opened, whoever starts, and nothing is lost."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Engine

from tests.vte.schemas import former
from vte import suivi
from vte.databases import open_engine
from vte.demandes import Demandes
from vte.erreurs import BaseTropRecente
from vte.schemas import upgrade
from vte.schemas.history import HERE, History
from vte.schemas.requests import REQUESTS, open_requests
from vte.schemas.tracker import TRACKER, open_tracker
from vte.schemas.upgrade import SERVED, State
from vte.territoires.schema import TERRITORIES

RACINE = Path(__file__).parents[3]
OPENERS: dict[str, tuple[History, Callable[[str], Engine]]] = {
    "tracker": (TRACKER, open_tracker),
    "requests": (REQUESTS, open_requests),
}
of_each = pytest.mark.parametrize(("history", "opener"), OPENERS.values(), ids=OPENERS)
ADDED = '''"""A later release adds a column."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, oldest_served = "{number}", "{before}", "{oldest}"
def upgrade():
    op.add_column("{table}", sa.Column("ajoutee", sa.Text(), nullable=True))
'''


@of_each
def test_the_migrations_say_all_that_the_tables_say(
    history: History, opener: Callable[[str], Engine], url_vide: str
):
    engine = opener(url_vide)
    with engine.connect() as link:
        assert history.differences(link) == []
        assert upgrade.state(link, history) is State.CURRENT
    engine.dispose()


def test_a_table_that_no_migration_makes_is_a_difference(url_vide: str):
    engine = open_requests(url_vide)
    with engine.begin() as link:
        link.exec_driver_sql("ALTER TABLE demandes ADD COLUMN oubliee TEXT")
        (found,) = REQUESTS.differences(link)
        assert found[0] == "remove_column" and found[3].name == "oubliee"
    engine.dispose()


@pytest.mark.parametrize("history", [TRACKER, REQUESTS, TERRITORIES], ids=lambda h: h.name)
def test_revisions_are_one_line_of_numbers_and_each_says_whom_it_serves(history: History):
    from alembic.script import ScriptDirectory

    config = history._configuration(None, lambda *_: None)  # type: ignore[arg-type]
    scripts = list(reversed(list(ScriptDirectory.from_config(config).walk_revisions())))
    assert tuple(s.revision for s in scripts) == history.revisions()
    if history is TERRITORIES:
        return  # built anew by each version
    served = [s.module.oldest_served for s in scripts]
    assert served == sorted(served)
    assert all(old <= s.revision for old, s in zip(served, scripts, strict=True))


def test_rasa_s_own_table_is_the_one_that_our_migrations_make(url_vide: str):
    engine = open_tracker(url_vide)
    rasa = SQLTrackerStore.SQLEvent.__table__
    with engine.connect() as link:
        ours = {c["name"]: c for c in sa.inspect(link).get_columns("events")}
        indexes = {tuple(i["column_names"]) for i in sa.inspect(link).get_indexes("events")}
    assert {c.name: (str(c.type), c.nullable) for c in rasa.columns} == {
        name: (_generic(c["type"]), c["nullable"]) for name, c in ours.items()
    }
    assert indexes == {("sender_id",), ("sender_id", "id")}
    engine.dispose()


def _generic(kind: sa.types.TypeEngine) -> str:
    return "FLOAT" if isinstance(kind, sa.Float) else str(kind)


def test_an_id_of_an_event_is_never_given_twice(url_vide: str):
    engine = open_tracker(url_vide)
    said = {"sender_id": "alice", "type_name": "user"}
    with engine.begin() as link:
        (first,) = link.execute(sa.insert(suivi.EVENEMENTS).values(said)).inserted_primary_key
        link.execute(sa.delete(suivi.EVENEMENTS))
        (second,) = link.execute(sa.insert(suivi.EVENEMENTS).values(said)).inserted_primary_key
    assert second > first
    engine.dispose()


def test_what_a_version_without_migrations_kept_is_adopted_and_nothing_is_lost(url_vide: str):
    engine = open_engine(url_vide)
    former.make_tracker(engine)
    former.make_requests(engine)
    with engine.begin() as link:
        for who in ("alice", "bob"):
            row = {"sender_id": who, "type_name": "user", "data": f"mot de {who}"}
            link.execute(sa.insert(former.EVENTS), [row])
        erased = {"personne": "carl", "jusqu_a": 7, "le": "2026-01-01"}
        link.execute(sa.insert(former.ERASURES), [erased])
        request = {"conversation": "bob", "le": "2026-01-01", "statut": "nouvelle", "nom": "Bob"}
        link.execute(sa.insert(former.REQUESTS), [request])
    open_tracker(url_vide).dispose()
    open_requests(url_vide).dispose()
    with engine.connect() as link:
        query = sa.select(suivi.EVENEMENTS.c.id, suivi.EVENEMENTS.c.data).order_by("id")
        assert link.execute(query).all() == [(1, "mot de alice"), (2, "mot de bob")]
        assert link.execute(suivi.derniere_de("carl")).scalar() == 1
    assert [d.nom for d in Demandes(url_vide).de("bob")] == ["Bob"]
    with engine.begin() as link:  # a file of the first versions would give 2 again
        link.execute(sa.delete(suivi.EVENEMENTS))
        row = {"sender_id": "a", "type_name": "user"}
        assert link.execute(sa.insert(suivi.EVENEMENTS).values(row)).inserted_primary_key == (3,)
    engine.dispose()


STARTS = """
import sys, vte.suivi, vte.journal
from vte.demandes import Demandes
url = sys.argv[1]
sys.stdin.readline()
vte.suivi.ouvrir(url); vte.journal.ouvrir(url); Demandes(url).noter(sys.argv[2], nom="x")
"""


def test_four_processes_that_open_an_empty_database_at_once_all_succeed(url_vide: str):
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", STARTS, url_vide, f"p{n}"],
            cwd=RACINE,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120)[1] for process in starting]
    assert [process.returncode for process in starting] == [0] * 4, said
    demandes = Demandes(url_vide)
    assert [len(demandes.de(f"p{n}")) for n in range(4)] == [1] * 4


def test_nothing_is_looked_at_again_in_a_process_that_has_seen_it_up_to_date(url_vide: str):
    engine, asked = open_tracker(url_vide), []
    sa.event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    upgrade.bring_up_to_date(engine, TRACKER)
    assert asked == []
    engine.dispose()


def test_a_file_that_was_removed_and_made_again_is_brought_up_again(tmp_path: Path):
    file = tmp_path / "suivi.sqlite"
    for _ in range(2):
        engine = open_tracker(f"sqlite:///{file}")
        with engine.connect() as link:
            assert suivi.existe(link)
        engine.dispose()
        for one in tmp_path.glob("suivi.sqlite*"):
            one.unlink()


def later(tmp_path: Path, oldest: str) -> History:
    """The history of a release to come, that adds a column and serves code from `oldest` on."""
    folder = tmp_path / "plus_tard"
    folder.mkdir()
    for file in (HERE / "demandes").glob("*.py"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    text = ADDED.format(number="9999", before=REQUESTS.head, oldest=oldest, table="demandes")
    (folder / "9999_ajoutee.py").write_text(text, encoding="utf-8")
    return dataclasses.replace(REQUESTS, folder=folder)


def test_a_newer_version_adds_a_column_while_an_older_one_reads_and_writes(
    url_vide: str, tmp_path: Path
):
    older = Demandes(url_vide)
    older.noter("alice", nom="Alice")
    engine = open_engine(url_vide)
    upgrade.bring_up_to_date(engine, later(tmp_path, oldest=REQUESTS.head))
    with engine.begin() as link:
        link.exec_driver_sql("UPDATE demandes SET ajoutee = 'par la nouvelle'")
    older.noter("alice", sujet="rappel")
    assert [(d.nom, d.sujet) for d in older.de("alice")] == [("Alice", "rappel")]
    upgrade.forget()  # and one that starts now
    assert [d.nom for d in Demandes(url_vide).de("alice")] == ["Alice"]
    with engine.connect() as link:
        assert upgrade.state(link, REQUESTS) is State.AHEAD
        assert link.exec_driver_sql("SELECT ajoutee FROM demandes").scalar() == "par la nouvelle"
    engine.dispose()


def test_a_database_too_new_for_this_version_is_refused_in_one_sentence(
    url_vide: str, tmp_path: Path
):
    engine = open_requests(url_vide)
    upgrade.bring_up_to_date(engine, later(tmp_path, oldest="9999"))
    upgrade.forget()
    with pytest.raises(BaseTropRecente, match="mise à jour par une version plus récente"):
        Demandes(url_vide)
    with engine.begin() as link:  # nothing says whom it serves: nobody older
        link.execute(sa.delete(SERVED))
    with pytest.raises(BaseTropRecente):
        Demandes(url_vide)
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(url_vide: str, tmp_path: Path):
    engine = open_requests(url_vide)
    broken = later(tmp_path, oldest="9999")
    file = broken.folder / "9999_ajoutee.py"
    file.write_text(file.read_text(encoding="utf-8") + "    1 / 0\n", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        upgrade.bring_up_to_date(engine, broken)
    with engine.connect() as link:
        assert upgrade.state(link, REQUESTS) is State.CURRENT
        assert REQUESTS.differences(link) == []
    engine.dispose()
