"""Who said STOP on a messenger: a keyed hash, and nothing else of them (docs/decisions/0026).

It stays after all the rest is erased, so that nothing more is sent to them until they take it back.
It goes with START, with any other erasure of that person, and once nothing came from them for as
long as conversations are kept.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte.databases import url_of
from vte.dated_store import dated_store
from vte.effacement import PERSONNE, Store, database, delete, register, reste
from vte.reglages import SUIVI
from vte.schemas.tracker import METADATA, prepare

UNE_FOIS_PAR = timedelta(days=1)  # a reminder at the most, of how to resume
# An order that a worker was killed in stays one; an erasure leaves it no longer than that.
EN_COURS_AU_PLUS = timedelta(hours=1)
EN_COURS, FAIT = "en_cours", "fait"  # an order, its `etat`: the rest is being erased, or is
ARRETS = sa.Table(
    "arrets",
    METADATA,
    sa.Column("session", sa.String(255), primary_key=True, info=PERSONNE),
    sa.Column("le", sa.String(32), nullable=False, index=True, info=reste("a date")),
    sa.Column("rappele", sa.String(32), info=reste("a date")),
    sa.Column("etat", sa.String(16), nullable=False, info=reste("one of two")),
)


class Arrets:
    """`moteur`: of the database of VTE_SUIVI, up to date. Every call may raise SQLAlchemyError.

    People are named as in the tracker (vte/pseudonymes.py).
    """

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    def commencer(self, personne: str) -> None:
        """From now on nothing is sent; the erasure that comes now leaves this."""
        with self._moteur.begin() as lien:
            delete(lien, ARRETS, ARRETS.c.session == personne)
            ligne = {"session": personne, "le": _iso(_maintenant()), "etat": EN_COURS}
            lien.execute(sa.insert(ARRETS), [ligne])

    def finir(self, personne: str) -> None:
        """All the rest is erased."""
        with self._moteur.begin() as lien:
            lien.execute(_de(personne).values(etat=FAIT))

    def lever(self, personne: str) -> bool:
        """The person takes it back; False where there was none."""
        with self._moteur.begin() as lien:
            return bool(delete(lien, ARRETS, ARRETS.c.session == personne))

    def tient(self, personne: str) -> bool:
        """Whether nothing may be sent to this person."""
        with self._moteur.connect() as lien:
            return bool(lien.execute(sa.select(sa.exists().where(_est(personne)))).scalar())

    def a_rappeler(self, personne: str) -> bool:
        """The person wrote all the same: whether they are told how to resume, once a day."""
        maintenant = _maintenant()
        avant = sa.or_(
            ARRETS.c.rappele.is_(None), ARRETS.c.rappele < _iso(maintenant - UNE_FOIS_PAR)
        )
        with self._moteur.begin() as lien:
            lien.execute(_de(personne).values(le=_iso(maintenant)))
            dit = lien.execute(_de(personne).where(avant).values(rappele=_iso(maintenant)))
            return bool(dit.rowcount)


def _est(personne: str) -> sa.sql.ColumnElement[bool]:
    return ARRETS.c.session == personne


def _de(personne: str) -> sa.sql.dml.Update:
    return sa.update(ARRETS).where(_est(personne))


def _maintenant() -> datetime:
    return datetime.now(UTC)


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _erase(personnes: Collection[str]) -> int:
    """Those of these people, but of the order that is being carried out now."""
    fini = sa.or_(ARRETS.c.etat != EN_COURS, ARRETS.c.le < _iso(_maintenant() - EN_COURS_AU_PLUS))
    with database(url_of(SUIVI.lire()), prepare) as lien:
        return delete(lien, ARRETS, sa.and_(ARRETS.c.session.in_(list(personnes)), fini))


register(Store("arrets", frozenset({ARRETS.name}), _erase, dated_store("arrets", ARRETS).purge))
