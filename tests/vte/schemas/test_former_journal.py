"""What the channels kept in a database of their own is taken in once, and nothing comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.vte.schemas import former
from vte import effacement, former_journal, journal
from vte.databases import open_engine
from vte.journal import CLOSED_SESSIONS, EXCHANGES, INBOX, TEMPLATES
from vte.pseudonymes import pseudonyme

WAITING = {"canal": "telegram", "le": "2026-11-01T10:00:00+00:00", "etat": "recu", "envoyes": 0}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A journal of an older version: two exchanges, a closed session, a template, one waiting."""
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    url = f"sqlite:///{tmp_path / 'ancien' / 'journal.sqlite'}"
    _fill(url)
    return url


def _fill(url: str) -> None:
    engine = open_engine(url)
    former.make_journal(engine)
    said = [former.exchange(who, "1", f"mot de {who}") for who in ("alice", "bob")]
    entrant = json.dumps({"adresse": "123", "contenu": "un mot qui attend"})
    with engine.begin() as link:
        link.execute(sa.insert(former.EXCHANGES), said)
        link.execute(sa.insert(former.CLOSED), [{"session": "carl"}])
        link.execute(sa.insert(former.TEMPLATES), [{"choix": "c", "sid": "HX1"}])
        link.execute(sa.insert(former.INBOX), [{**WAITING, "id": "m1", "entrant": entrant}])
    engine.dispose()


def _said(engine: Engine) -> list[tuple[str, str]]:
    query = sa.select(EXCHANGES.c.session, EXCHANGES.c.dit).order_by(EXCHANGES.c.id)
    with engine.connect() as link:
        return [tuple(row) for row in link.execute(query)]


def test_its_rows_are_taken_in_and_its_file_is_gone(old: str, url_vide: str):
    engine = journal.ouvrir(url_vide)
    taken = former_journal.take_in(engine, old)
    assert taken == {"echanges": 2, "sessions_closes": 1, "recus": 1, "modeles": 1}
    assert _said(engine) == [("alice", "mot de alice"), ("bob", "mot de bob")]
    with engine.connect() as link:
        assert link.execute(sa.select(CLOSED_SESSIONS)).all() == [("carl",)]
        assert link.execute(sa.select(TEMPLATES)).all() == [("c", "HX1")]
        assert link.execute(sa.select(INBOX.c.etat)).all() == [("recu",)]
    assert not list(Path(old.removeprefix("sqlite:///")).parent.iterdir())
    engine.dispose()


def test_tables_of_postgresql_are_taken_in_and_dropped(base_postgres, url_vide: str):
    url = base_postgres()
    _fill(url)
    engine = journal.ouvrir(url_vide)
    assert former_journal.take_in(engine, url)["echanges"] == 2
    assert former_journal.take_in(engine, url) == {}
    assert len(_said(engine)) == 2
    engine.dispose()


def test_what_was_interrupted_begins_again_and_nothing_is_doubled(
    old: str, url_vide: str, monkeypatch: pytest.MonkeyPatch
):
    engine = journal.ouvrir(url_vide)

    def cut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(former_journal, "_drop", cut)
        with pytest.raises(KeyboardInterrupt):
            former_journal.take_in(engine, old)
    assert len(_said(engine)) == 2
    assert not any(former_journal.take_in(engine, old).values())
    assert len(_said(engine)) == 2
    engine.dispose()


def test_who_was_erased_meanwhile_does_not_come_back(
    old: str, url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    engine = journal.ouvrir()
    effacement.effacer(["alice", pseudonyme("telegram", "123")])
    former_journal.take_in(engine, old)
    assert _said(engine) == [("bob", "mot de bob")]
    with engine.connect() as link:
        assert link.execute(sa.select(INBOX)).all() == []
    engine.dispose()


def test_the_file_beside_the_tracker_is_taken_in_as_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    _fill(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    engine = journal.ouvrir(f"sqlite:///{tmp_path / 'suivi.sqlite'}")
    assert len(_said(engine)) == 2 and not list(tmp_path.glob("journal.sqlite*"))
    engine.dispose()


def test_one_database_for_both_is_left_as_it_is(url_vide: str):
    """On PostgreSQL the two settings could name the same: its tables were adopted."""
    _fill(url_vide)
    engine = journal.ouvrir(url_vide)
    assert former_journal.take_in(engine, url_vide) == {}
    assert len(_said(engine)) == 2
    engine.dispose()
