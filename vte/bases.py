"""Ouvrir une base où l'on écrit au fil de l'eau : le suivi, le journal, les demandes. (La base des territoires a sa propre porte.)"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "secure_delete=ON",
)  # de SQLite : voir `regler`


def adresse(reglage: str) -> str:
    """L'URL SQLAlchemy d'un réglage qui peut être aussi le chemin d'un fichier SQLite."""
    return reglage if "://" in reglage else f"sqlite:///{reglage}"


def ouvrir_moteur(url: str) -> Engine:
    """Le moteur de cette base (URL SQLAlchemy) ; un fichier SQLite est créé s'il n'existe pas."""
    lue = make_url(url)
    if lue.get_backend_name() == "sqlite" and lue.database:
        Path(lue.database).parent.mkdir(parents=True, exist_ok=True)
    moteur = sa.create_engine(lue, future=True)
    regler(moteur)
    return moteur


def regler(moteur: Engine) -> None:
    """SQLite : les lecteurs n'attendent pas celui qui écrit, un commit n'attend pas le disque, et ce qui est effacé l'est dans le fichier."""
    if moteur.dialect.name == "sqlite":
        sa.event.listen(moteur, "connect", _regler)


def vider_le_journal_de_sqlite(moteur: Engine) -> None:
    """Après un effacement : SQLite garde encore les pages d'avant dans son journal (WAL) tant qu'on ne l'a pas vidé."""
    if moteur.dialect.name == "sqlite":
        with moteur.connect() as lien:
            lien.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _regler(connexion: Any, _: Any) -> None:
    for pragma in PRAGMAS:
        connexion.execute(f"PRAGMA {pragma}")
