"""Le schéma de la base, mis à niveau par les migrations d'Alembic, sur SQLite comme sur PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from vte.territoires.modeles import Modele

MIGRATIONS = Path(__file__).with_name("migrations")


def configuration(connexion: Connection) -> Config:
    """La configuration d'Alembic, sans fichier .ini : la connexion est la nôtre."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connexion"] = connexion
    return config


def mettre_a_niveau(connexion: Connection, revision: str = "head") -> None:
    """Applique les migrations jusqu'à `revision`, dans la transaction de `connexion`."""
    command.upgrade(configuration(connexion), revision)


def ecarts(connexion: Connection) -> list[object]:
    """Ce qui sépare le schéma de la base des modèles ; vide quand les migrations disent tout."""
    return list(
        compare_metadata(
            MigrationContext.configure(connexion, opts={"compare_type": True}), Modele.metadata
        )
    )
