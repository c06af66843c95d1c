"""What the base holds: its lists, their counts, their years and their sources."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from vte.territoires.connection import transaction
from vte.territoires.models import Appartenance, Commune, Empreinte, Epci, Liste, Nom, Publication


@dataclass(frozen=True)
class EtatDeListe:
    """`communes`: counted in the list's COG; `actuelles`: in today's, `a_confirmer` of them.

    `epci_partiels`: the intercommunalités of the list's COG that are only partly in,
    « nom : n sur m ».
    """

    id: str
    libelle: str
    du: str
    au: str
    millesime_cog: int
    territoires: int
    communes: int
    actuelles: int
    a_confirmer: int
    epci_partiels: tuple[str, ...]
    source: str
    importee: bool


@dataclass(frozen=True)
class Etat:
    """`construite_le`: an ISO moment, UTC."""

    construite_le: str
    communes: int
    noms: int
    listes: tuple[EtatDeListe, ...]

    def en_json(self) -> dict[str, Any]:
        return asdict(self)


def read(url: str) -> Etat:
    """The state of the base. Error: BaseAbsente."""
    with transaction(url) as connection:
        listes = connection.execute(select(Liste.__table__).order_by(Liste.du, Liste.id)).all()
        return Etat(
            connection.execute(select(Empreinte.construite_le)).scalar_one(),
            _count(connection, Commune),
            _count(connection, Nom),
            tuple(_liste(connection, liste) for liste in listes),
        )


def _count(connection: Connection, model: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(model)).scalar_one())


def _liste(connection: Connection, x: Any) -> EtatDeListe:
    autres = _column(connection, Appartenance.autres, Appartenance.liste == x.id)
    return EtatDeListe(
        x.id,
        x.libelle,
        x.du,
        x.au,
        x.millesime_cog,
        x.territoires,
        x.communes,
        len(autres),
        sum(map(bool, autres)),
        tuple(_partial_epci(connection, x.id, x.millesime_cog)),
        x.source,
        x.importee,
    )


def _partial_epci(connection: Connection, liste: str, millesime: int) -> list[str]:
    membres = set(_column(connection, Publication.commune, Publication.liste == liste))
    epci = connection.execute(
        select(Epci.nom, Epci.communes).where(Epci.millesime == millesime).order_by(Epci.nom)
    )
    comptes = [
        (e.nom, len(membres & set(e.communes.split())), len(e.communes.split())) for e in epci
    ]
    return [f"{nom} : {n} sur {total}" for nom, n, total in comptes if 0 < n < total]


def _column(connection: Connection, column: Any, where: Any) -> list[Any]:
    return list(connection.execute(select(column).where(where)).scalars())
