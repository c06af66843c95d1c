"""What a person left is erased everywhere, and what is too old too; the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.bases import contenu
from vte import effacement, suivi
from vte.demandes import Demandes

VIEUX, NEUF = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def bases(
    request: pytest.FixtureRequest, url_vide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """The tracker, the journal and the requests, in one PostgreSQL database or in three files; « secret-de-alice » in each, and what Bob said."""
    urls = (
        [url_vide] * 3
        if url_vide.startswith("postgresql")
        else [f"sqlite:///{tmp_path / nom}.sqlite" for nom in ("suivi", "journal", "demandes")]
    )
    for nom, url in zip(("VTE_SUIVI", "VTE_JOURNAL_URL", "VTE_DEMANDES_URL"), urls, strict=True):
        monkeypatch.setenv(nom, url)
    moteur = suivi.ouvrir()
    suivi.EVENEMENTS.create(moteur)
    _remplir(moteur)
    with sa.create_engine(urls[1], future=True).begin() as lien:
        lien.execute(
            sa.text("CREATE TABLE echanges (session VARCHAR(64), le VARCHAR(32), dit TEXT)")
        )
        for qui, le in (("alice", VIEUX), ("bob", NEUF)):
            lien.execute(
                sa.text("INSERT INTO echanges VALUES (:qui, :le, :dit)"),
                {"qui": qui, "le": le.isoformat(), "dit": f"secret-de-{qui}"},
            )
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
    assert effacement.purger(NEUF - timedelta(days=1)) == 1
    for url in bases[:2]:
        assert b"secret-de-bob" in contenu(url)
    for url in bases[:2] if bases[0] != bases[2] else []:  # the two requests are of today
        assert b"secret-de-alice" not in contenu(url)


def test_databases_where_nothing_was_ever_written_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for nom in ("VTE_SUIVI", "VTE_JOURNAL_URL", "VTE_DEMANDES_URL"):
        monkeypatch.setenv(nom, f"sqlite:///{tmp_path / nom}.sqlite")
    effacement.effacer(["alice"])
    assert effacement.purger(NEUF) == 0
