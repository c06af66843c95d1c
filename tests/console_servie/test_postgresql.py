"""The whole on PostgreSQL, as in production.

The real assistant writes there, the console projects from there, erasure leaves nothing there.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import launcher
from tests.bases import contenu
from tests.conversations.test_verdicts import A
from tests.serveurs import Conversation, demarrer


def projeter() -> None:
    subprocess.run(
        launcher.manage("projeter"),
        cwd=launcher.ROOT,
        env=launcher.environment(),
        check=True,
        capture_output=True,
    )


def test_a_conversation_is_held_projected_and_erased_on_postgresql(
    base: str, base_postgres: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    url, avant = base_postgres(), dict(os.environ)
    monkeypatch.setenv("VTE_CONSOLE_URL", url)
    serveurs = demarrer(
        tmp_path,
        VTE_AUJOURDHUI="2021-06-15",
        VTE_SANS_LIMITE="1",
        VTE_SUIVI=url,
        VTE_DEMANDES_URL=url,
    )
    moteur = sa.create_engine(url, future=True)
    try:
        migrate = launcher.manage("migrate", "-v0")
        subprocess.run(migrate, cwd=launcher.ROOT, env=launcher.environment(), check=True)
        visiteur = Conversation(serveurs.url)
        for dit in (
            A,
            "rappelez-moi",
            "Léa Martin",
            "lea.martin@exemple.fr",
            "un dossier quintessentiel",
            "oui",
        ):
            visiteur.dire(dit)
        projeter()
        with moteur.connect() as lien:
            assert lien.execute(
                sa.text("SELECT issue, statut, commune, tours FROM console_conversation")
            ).all() == [("personne", "eligible", "Oyonnax", 6)]
        assert b"quintessentiel" in contenu(url)
        assert visiteur.client.delete("/sessions/current").status_code == 204
        projeter()
        visiteur.client.close()
        restes = contenu(url)
        assert b"quintessentiel" not in restes and b"PME de 45" not in restes
    finally:
        moteur.dispose()
        launcher.stop(serveurs.processus)
        os.environ.clear()
        os.environ.update(avant)
