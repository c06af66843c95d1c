"""The tracker's tables, seen without Rasa: the events of each conversation, and what was erased.

Rasa writes the events (bot/tracker_store.py); the console reads them, and writes only to erase.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import url_of
from vte.effacement import PERSONNE, Store, database, register, reste
from vte.reglages import SUIVI
from vte.schemas.tracker import METADATA, TRACKER, open_tracker, prepare
from vte.schemas.upgrade import SERVED

# Rasa's own table (SQLTrackerStore.SQLEvent), as our migrations make it; a test compares the two.
EVENEMENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True, info=PERSONNE),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
    # The events of one person in their order, and the last of them, without a sort.
    sa.Index("ix_events_sender_id_id", "sender_id", "id"),
    # An id is never given twice: what was read up to one (the console's watermark) holds after an
    # erasure.
    sqlite_autoincrement=True,
)
_effacements = sa.Table(
    "effacements",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # A random id or a hash, which designates nobody once all else is erased.
    sa.Column("personne", sa.String(255), nullable=False, info=reste("who was erased")),
    sa.Column("jusqu_a", sa.BigInteger, nullable=False),
    sa.Column("le", sa.String(32), nullable=False, index=True, info=reste("a date")),
)


@dataclass(frozen=True)
class Effacement:
    """All that `personne` (a random id, or a hash) had said up to the event `jusqu_a` is erased."""

    personne: str
    jusqu_a: int


def ouvrir(url: str | None = None) -> Engine:
    """The tracker's database, VTE_SUIVI unless `url` is given; up to date."""
    return open_tracker(url)


def existe(lien: Connection) -> bool:
    """Whether there are events to be read."""
    return bool(sa.inspect(lien).has_table(EVENEMENTS.name))


def effacer(lien: Connection, personnes: Collection[str]) -> int:
    """Erases these people's events, and notes it for whoever has copies; says how many events."""
    dernier = lien.execute(sa.select(sa.func.max(EVENEMENTS.c.id))).scalar() or 0
    siens = sa.delete(EVENEMENTS).where(EVENEMENTS.c.sender_id.in_(list(personnes)))
    combien = int(lien.execute(siens).rowcount)
    for personne in personnes:
        note = {"personne": personne, "jusqu_a": dernier, "le": _maintenant().isoformat()}
        lien.execute(sa.insert(_effacements), [note])
    return combien


def effacements(lien: Connection, depuis: datetime) -> list[Effacement]:
    """Those noted since then, the oldest first."""
    requete = (
        sa.select(_effacements)
        .where(_effacements.c.le >= depuis.astimezone(UTC).isoformat())
        .order_by(_effacements.c.id)
    )
    return [Effacement(ligne.personne, ligne.jusqu_a) for ligne in lien.execute(requete)]


def derniere_de(lien: Connection, personne: str) -> int:
    """The number of this person's last erasure, 0 where there is none: a higher one is newer."""
    sienne = sa.select(sa.func.max(_effacements.c.id)).where(_effacements.c.personne == personne)
    return int(lien.execute(sienne).scalar() or 0)


def purger(lien: Connection, avant: datetime) -> int:
    """Erases the events of before, and the erasures noted before; says how many events."""
    limite = avant.astimezone(UTC).isoformat()
    lien.execute(sa.delete(_effacements).where(_effacements.c.le < limite))
    anciens = sa.delete(EVENEMENTS).where(EVENEMENTS.c.timestamp < avant.timestamp())
    return int(lien.execute(anciens).rowcount)


def _maintenant() -> datetime:
    return datetime.now(UTC)


def _erase(personnes: Collection[str]) -> int:
    with database(url_of(SUIVI.lire()), prepare) as lien:
        return effacer(lien, personnes)


def _purge(avant: datetime) -> int:
    with database(url_of(SUIVI.lire()), prepare) as lien:
        return purger(lien, avant)


_OF_ALEMBIC = "the revision of a schema, and since which one it may be served"
register(
    Store(
        "suivi",
        frozenset({EVENEMENTS.name, _effacements.name}),
        _erase,
        _purge,
        impersonal=dict.fromkeys((SERVED.name, TRACKER.version_table), _OF_ALEMBIC),
    )
)
