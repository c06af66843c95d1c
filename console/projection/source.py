"""The tracker's events, read without Rasa and without ever waiting for who writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from console.batches import batched
from vte.suivi import EVENEMENTS, dernier_donne, existe, identite

# What says nothing of the conversation: never read.
_INUTILES = ("user_featurization", "entities")
_e = EVENEMENTS.c
_LE = sa.func.coalesce(_e.timestamp, 0.0)


class Evenement(NamedTuple):
    """`le`: seconds since 1970; `nom`: of the action or the slot; `data`: Rasa's JSON."""

    id: int
    personne: str
    type: str
    le: float
    nom: str | None
    data: str


class Nouveau(NamedTuple):
    """`le`: seconds since 1970."""

    id: int
    personne: str
    le: float


class Source:
    """The events of one tracker database (vte.suivi.ouvrir)."""

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    @property
    def ordonnee(self) -> bool:
        """Whether ids become visible in their order: SQLite has one writer at a time."""
        return self._moteur.dialect.name == "sqlite"

    def identite(self) -> str:
        """Of this database, until it is restored."""
        with self._moteur.connect() as lien:
            return identite(lien)

    def dernier_donne(self) -> int:
        """The highest id that an event ever had there, erased ones included."""
        with self._moteur.connect() as lien:
            return dernier_donne(lien) if existe(lien) else 0

    def apres(self, dernier: int, combien: int) -> list[Nouveau]:
        """At most `combien` events after this id, in the order of their ids."""
        return self._ids(_e.id > dernier, combien)

    def parmi(self, intervalles: Collection[tuple[int, int]]) -> list[Nouveau]:
        """Those of these intervals, bounds included, that are there now."""
        return [
            n
            for lot in batched(list(intervalles))
            for n in self._ids(sa.or_(*(_e.id.between(a, b) for a, b in lot)), None)
        ]

    def restants(self, dernier: int) -> int:
        """About how many events come after this id."""
        with self._moteur.connect() as lien:
            return (
                max(0, (lien.execute(sa.select(sa.func.max(_e.id))).scalar() or 0) - dernier)
                if existe(lien)
                else 0
            )

    def des_personnes(self, depuis: Mapping[str, int]) -> Iterator[Evenement]:
        """Every event of these people from the id given for each, by person, then by id."""
        with self._moteur.connect() as lien:
            for noms in batched(sorted(depuis)):
                yield from (e for e in self._de(lien, noms) if e.id >= depuis[e.personne])

    def _de(self, lien: Connection, noms: list[str]) -> Iterator[Evenement]:
        requete = (
            sa.select(_e.id, _e.sender_id, _e.type_name, _LE, _e.action_name, _e.data)
            .where(_e.sender_id.in_(noms), _e.type_name.not_in(_INUTILES))
            .order_by(_e.sender_id, _e.id)
        )
        return map(Evenement._make, lien.execute(requete))

    def _ids(self, lesquels: object, combien: int | None) -> list[Nouveau]:
        with self._moteur.connect() as lien:
            if not existe(lien):
                return []
            requete = (
                sa.select(_e.id, _e.sender_id, _LE)
                .where(lesquels, _e.sender_id.is_not(None))
                .order_by(_e.id)
                .limit(combien)
            )
            return [Nouveau(*ligne) for ligne in lien.execute(requete)]
