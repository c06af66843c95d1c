"""The workers that serve: who is alive, of which version, and who is asked to start again.

Each says every few seconds that it lives, by the database's clock: those of several machines
differ. One that has said nothing for DEAD_AFTER is dead, and others take over what it had begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte.effacement import reste
from vte.schemas.tracker import METADATA

BEAT_EVERY, DEAD_AFTER = 4.0, 15.0  # seconds

OUVRIERS = sa.Table(
    "ouvriers",
    METADATA,
    sa.Column("id", sa.String(128), primary_key=True, info=reste("a machine and its port")),
    sa.Column("vu", sa.Float, nullable=False),  # seconds since 1970, of the database
    sa.Column("code", sa.String(64), nullable=False, info=reste("a version")),
    sa.Column("modele", sa.String(64), nullable=False, info=reste("a fingerprint")),
    sa.Column("repartir", sa.Boolean, nullable=False),
)


@dataclass(frozen=True)
class Ouvrier:
    """`id`: machine:port; `code`, `modele`: what it serves; `age`: seconds since it was seen."""

    id: str
    code: str
    modele: str
    age: float

    @property
    def vivant(self) -> bool:
        return self.age < DEAD_AFTER


def maintenant(lien: Connection) -> Any:
    """The database's clock, in seconds since 1970, as an expression of SQL."""
    if lien.dialect.name == "sqlite":
        return sa.literal_column("(julianday('now') - 2440587.5) * 86400.0")
    return sa.literal_column("extract(epoch from clock_timestamp())")


def morts_ou_partis(lien: Connection, qui: Any) -> Any:
    """The condition that the worker of this column is dead, or gone."""
    vivant = sa.select(OUVRIERS.c.id).where(
        OUVRIERS.c.id == qui, OUVRIERS.c.vu > maintenant(lien) - DEAD_AFTER
    )
    return ~vivant.exists()


def battre(lien: Connection, identifiant: str, code: str = "", modele: str = "") -> bool:
    """This worker lives; True where somebody asked it to start again."""
    vu = {"vu": maintenant(lien)}
    lui = OUVRIERS.c.id == identifiant
    if not lien.execute(sa.update(OUVRIERS).where(lui).values(**vu)).rowcount:
        nouveau = {"id": identifiant, "code": code, "modele": modele, "repartir": False}
        lien.execute(sa.insert(OUVRIERS).values(**nouveau, **vu))
    return bool(lien.execute(sa.select(OUVRIERS.c.repartir).where(lui)).scalar())


def commencer(lien: Connection, identifiant: str, code: str, modele: str) -> None:
    """This worker starts, with this version: whatever was asked of the one before is done."""
    partir(lien, identifiant)
    battre(lien, identifiant, code, modele)


def partir(lien: Connection, identifiant: str) -> None:
    lien.execute(sa.delete(OUVRIERS).where(OUVRIERS.c.id == identifiant))


def tous(lien: Connection) -> list[Ouvrier]:
    """Every worker that did not leave in order, by id."""
    age = (maintenant(lien) - OUVRIERS.c.vu).label("age")
    requete = sa.select(OUVRIERS.c.id, OUVRIERS.c.code, OUVRIERS.c.modele, age)
    return [Ouvrier(*ligne) for ligne in lien.execute(requete.order_by(OUVRIERS.c.id))]


def demander_de_repartir(lien: Connection, identifiant: str) -> None:
    """It ends its turns, leaves, and is started again by who keeps it alive."""
    lien.execute(sa.update(OUVRIERS).where(OUVRIERS.c.id == identifiant).values(repartir=True))
