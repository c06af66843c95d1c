"""The tracker's tables, seen without Rasa: the events of each conversation, and what was erased.

Rasa writes the events (bot/tracker_store.py); the console reads them, and writes only to erase.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import WAIT, url_of
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
# One row: what tells this database from another, and from itself before a restore.
_identite = sa.Table(
    "identite", METADATA, sa.Column("valeur", sa.String(32), primary_key=True, nullable=False)
)


@dataclass(frozen=True)
class Effacement:
    """All that `personne` (a random id, or a hash) had said up to the event `jusqu_a` is erased."""

    personne: str
    jusqu_a: int


def ouvrir(url: str | None = None, wait: float = WAIT) -> Engine:
    """The tracker's database, VTE_SUIVI unless `url` is given; up to date.

    `wait`: seconds for which another's lock is waited for.
    """
    return open_tracker(url, wait)


@contextmanager
def ouvert() -> Iterator[Engine]:
    """The same, for as long as something is asked of it; closed after."""
    engine = ouvrir()
    try:
        yield engine
    finally:
        engine.dispose()


def existe(lien: Connection) -> bool:
    """Whether there are events to be read."""
    return bool(sa.inspect(lien).has_table(EVENEMENTS.name))


def effacer(lien: Connection, personnes: Collection[str]) -> int:
    """Erases these people's events, and notes it for whoever has copies; says how many events.

    A turn that is being played is waited for: it would be written after what is erased.
    """
    for personne in sorted(personnes):  # in one order, or two erasures could wait for each other
        verrouiller(lien, personne)
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


def derniere_de(personne: str) -> Any:
    """Asks the number of this person's last erasure: null for none, higher for a later one."""
    return sa.select(sa.func.max(_effacements.c.id)).where(_effacements.c.personne == personne)


def essayer_de_verrouiller(lien: Connection, personne: str) -> bool:
    """Takes the person's lock until the end of this transaction; False while somebody has it.

    On SQLite, which has one writer at a time, there is none to take.
    """
    if lien.dialect.name == "sqlite":
        return True
    return bool(lien.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_cle(personne)))).scalar())


def verrouiller(lien: Connection, personne: str) -> None:
    """The same, once whoever has it lets go. Error: OperationalError, after the lock timeout."""
    if lien.dialect.name != "sqlite":
        lien.execute(sa.select(sa.func.pg_advisory_xact_lock(_cle(personne))))


def _cle(personne: str) -> int:
    """PostgreSQL's advisory locks are numbers of 64 bits."""
    empreinte = hashlib.blake2b(personne.encode(), digest_size=8).digest()
    return int.from_bytes(empreinte, "big", signed=True)


def identite(lien: Connection) -> str:
    """A random text, which a restore changes: numbers of events seen before it mean nothing."""
    return str(lien.execute(sa.select(_identite.c.valeur)).scalar_one())


def changer_d_identite(lien: Connection) -> None:
    """After a restore: whoever had read this database reads it from the beginning."""
    lien.execute(sa.update(_identite).values(valeur=uuid4().hex))


def dernier_donne(lien: Connection) -> int:
    """The highest number that an event ever had here, erased ones included."""
    if lien.dialect.name == "sqlite":
        asked = "SELECT seq FROM sqlite_sequence WHERE name = 'events'"
    else:
        asked = "SELECT last_value FROM events_id_seq"
    highest = lien.execute(sa.select(sa.func.max(EVENEMENTS.c.id))).scalar()
    return max(int(lien.execute(sa.text(asked)).scalar() or 0), highest or 0)


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
        impersonal={
            **dict.fromkeys((SERVED.name, TRACKER.version_table), _OF_ALEMBIC),
            _identite.name: "a random text, which tells this database from another",
        },
    )
)
