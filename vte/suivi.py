"""Les tables du suivi, vues sans Rasa : les événements de chaque conversation, et ce qui en a été effacé.

Rasa écrit les événements (bot/tracker_store.py) ; la console les lit, et n'y écrit que pour effacer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import open_engine, url_of
from vte.reglages import SUIVI

# Celle de Rasa (SQLTrackerStore.SQLEvent), qui la crée : on n'en dit que ce qu'on lit.
EVENEMENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255)),
    sa.Column("type_name", sa.String(255)),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)
# Les actions et les réponses qui disent « je n'ai pas compris » : le tour où l'une d'elles a parlé n'est pas compris.
PAS_COMPRIS = ("action_pas_compris", "utter_hors_sujet", "utter_pas_compris")
_meta = sa.MetaData()
_effacements = sa.Table(
    "effacements",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False),
    sa.Column("jusqu_a", sa.BigInteger, nullable=False),
    sa.Column("le", sa.String(32), nullable=False, index=True),
)


@dataclass(frozen=True)
class Effacement:
    """Tout ce que `personne` (un identifiant tiré au hasard ou une empreinte) avait dit jusqu'à l'événement `jusqu_a` est effacé."""

    personne: str
    jusqu_a: int


def ouvrir(url: str | None = None) -> Engine:
    """Le moteur du suivi, VTE_SUIVI si `url` n'est pas donnée ; la table des effacements y est créée au besoin."""
    moteur = open_engine(url or url_of(SUIVI.lire()))
    preparer(moteur)
    return moteur


def preparer(moteur: Engine) -> None:
    _meta.create_all(moteur)


def existe(lien: Connection) -> bool:
    """Faux tant que Rasa n'a jamais démarré sur cette base."""
    return sa.inspect(lien).has_table(EVENEMENTS.name)


def effacer(lien: Connection, personnes: Collection[str]) -> None:
    """Efface les événements de ces personnes, et le note pour qui en a tiré des copies (`effacements`)."""
    dernier = lien.execute(sa.select(sa.func.max(EVENEMENTS.c.id))).scalar() or 0
    for personne in personnes:
        lien.execute(sa.delete(EVENEMENTS).where(EVENEMENTS.c.sender_id == personne))
        lien.execute(
            sa.insert(_effacements),
            [{"personne": personne, "jusqu_a": dernier, "le": _maintenant().isoformat()}],
        )


def effacements(lien: Connection, depuis: datetime) -> list[Effacement]:
    """Ceux qui ont été notés depuis, le plus ancien d'abord."""
    requete = (
        sa.select(_effacements)
        .where(_effacements.c.le >= depuis.astimezone(UTC).isoformat())
        .order_by(_effacements.c.id)
    )
    return [Effacement(ligne.personne, ligne.jusqu_a) for ligne in lien.execute(requete)]


def purger(lien: Connection, avant: datetime) -> int:
    """Efface les événements d'avant cette date, et les effacements notés alors ; dit combien d'événements."""
    lien.execute(
        sa.delete(_effacements).where(_effacements.c.le < avant.astimezone(UTC).isoformat())
    )
    if not existe(lien):
        return 0
    return int(
        lien.execute(
            sa.delete(EVENEMENTS).where(EVENEMENTS.c.timestamp < avant.timestamp())
        ).rowcount
    )


def _maintenant() -> datetime:
    return datetime.now(UTC)
