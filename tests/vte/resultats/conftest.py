"""A conversation that has a verdict in view, and where its result is kept."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.vte.conversation.personne import ELIGIBLE, Personne
from vte import journal
from vte.conversation import carte
from vte.journal import EXCHANGES


def carte_de(**faits: Any) -> dict[str, Any]:
    personne = Personne(**ELIGIBLE | faits)
    personne.dit("alors, quelles aides ?", "demander_aides")
    trouvee = carte(personne.etat)
    assert trouvee is not None
    return trouvee


def parler(moteur: Engine, session: str) -> None:
    """Something was said in this conversation."""
    dit = {"session": session, "message_id": "1", "le": "2026-01-01T00:00:00+00:00"}
    with moteur.begin() as lien:
        lien.execute(sa.insert(EXCHANGES), [dit | {"dit": "oui", "reponse": '{"messages": []}'}])


@pytest.fixture
def moteur(url_vide: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The tracker's database, of each of the two kinds; two people have spoken there."""
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    monkeypatch.setenv("VTE_AUJOURDHUI", "2021-06-15")
    ouvert = journal.ouvrir()
    for session in ("alice", "bob"):
        parler(ouvert, session)
    return ouvert
