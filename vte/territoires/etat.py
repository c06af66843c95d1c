"""Ce que contient la base : ses listes, leurs comptes, leurs années et leurs sources."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from vte.territoires.connexion import transaction
from vte.territoires.modeles import Appartenance, Commune, Empreinte, Epci, Liste, Nom, Publication


@dataclass(frozen=True)
class EtatDeListe:
    """`communes` : comptées dans le COG de la liste ; `actuelles` : dans celui d'aujourd'hui, dont `a_confirmer`.

    `epci_partiels` : les intercommunalités du COG de la liste qui n'y sont qu'en partie, « nom : n sur m ».
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
    construite_le: str
    communes: int
    noms: int
    listes: tuple[EtatDeListe, ...]

    def en_json(self) -> dict[str, Any]:
        return asdict(self)


def lire(url: str) -> Etat:
    """L'état de la base. Erreur : BaseAbsente."""
    with transaction(url) as connexion:
        compter = lambda modele: connexion.execute(
            select(func.count()).select_from(modele)
        ).scalar_one()  # noqa: E731
        listes = connexion.execute(select(Liste.__table__).order_by(Liste.du, Liste.id)).all()
        return Etat(
            connexion.execute(select(Empreinte.construite_le)).scalar_one(),
            compter(Commune),
            compter(Nom),
            tuple(_liste(connexion, liste) for liste in listes),
        )


def _liste(connexion: Connection, x: Any) -> EtatDeListe:
    autres = (
        connexion.execute(select(Appartenance.autres).where(Appartenance.liste == x.id))
        .scalars()
        .all()
    )
    membres = set(
        connexion.execute(select(Publication.commune).where(Publication.liste == x.id)).scalars()
    )
    epci = connexion.execute(
        select(Epci.nom, Epci.communes).where(Epci.millesime == x.millesime_cog).order_by(Epci.nom)
    )
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
        tuple(_partiels(epci, membres)),
        x.source,
        x.importee,
    )


def _partiels(epci: Any, membres: set[str]) -> list[str]:
    comptes = [
        (e.nom, len(membres & set(e.communes.split())), len(e.communes.split())) for e in epci
    ]
    return [f"{nom} : {n} sur {total}" for nom, n, total in comptes if 0 < n < total]
