"""What the base answers: communes, their territory, and what was named in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Fiche(NamedTuple):
    """What the base knows of a commune of the current COG, whatever the list."""

    code: str
    nom: str
    departement: str
    population: int
    codes_postaux: tuple[str, ...]


class NomDeCommune(NamedTuple):
    """A name of a current commune; `ancien`: this name as written, when it is not its own now.

    `article`: the one in front of it.
    """

    code: str
    ancien: str | None
    article: str | None


@dataclass(frozen=True, slots=True)
class Appartenance:
    """A commune's territory on a list; `autres`: the former communes that are not of it."""

    liste: str
    territoire: str
    nom: str
    membres: str = ""
    autres: str = ""

    @property
    def partielle(self) -> bool:
        """Whether the commune was born of members and non-members: to be confirmed."""
        return bool(self.autres)

    def en_json(self) -> dict[str, Any]:
        socle: dict[str, Any] = {"liste": self.liste, "id": self.territoire, "nom": self.nom}
        return socle | ({"membres": self.membres, "autres": self.autres} if self.partielle else {})


@dataclass(frozen=True)
class Resultat:
    """A commune that was found; `score` from 0 to 1; `ancien_nom` when it was named by that.

    `territoire`: its membership of the list by which one searched.
    """

    code: str
    nom: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int
    score: float
    territoire: Appartenance | None
    ancien_nom: str | None = None

    def en_json(self) -> dict[str, Any]:
        """As CONTRACT says, section 4."""
        return {
            "code": self.code,
            "nom": self.nom,
            "departement": self.departement,
            "codes_postaux": list(self.codes_postaux),
            "population": self.population,
            "score": round(self.score, 3),
            "territoire": self.territoire.en_json() if self.territoire else None,
            "ancien_nom": self.ancien_nom,
        }


@dataclass(frozen=True)
class Groupe:
    """An intercommunalité (`epci`) or a Territoire d'industrie (`territoire`) that was named.

    `communes`: the codes of its current communes, the largest first; `membres`: how many of them
    are on the list by which one searched. Membership is judged commune by commune.
    """

    nature: str
    id: str
    nom: str
    communes: tuple[str, ...]
    membres: int

    def en_json(self) -> dict[str, Any]:
        return {
            "nature": self.nature,
            "id": self.id,
            "nom": self.nom,
            "communes": len(self.communes),
            "membres": self.membres,
        }


@dataclass(frozen=True)
class Trouvaille:
    """The communes that were found, the best first; `ambigu`: the person must choose."""

    resultats: tuple[Resultat, ...] = ()
    ambigu: bool = False
    groupe: Groupe | None = None

    @property
    def certaine(self) -> Resultat | None:
        return self.resultats[0] if self.resultats and not self.ambigu else None


RIEN = Trouvaille()
