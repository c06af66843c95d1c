"""Ce que la base répond : des communes, leur territoire, et ce qui a été nommé à leur place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

LISTE_VTE = "2020-10"


class Fiche(NamedTuple):
    """Une commune du COG actuel ; `codes_postaux` séparés par des espaces."""

    code: str
    nom: str
    departement: str
    population: int
    codes_postaux: str


class NomDeCommune(NamedTuple):
    """Un nom d'une commune actuelle ; `ancien` : ce nom tel qu'il s'écrit, si ce n'est pas le sien ; `article` en tête."""

    code: str
    ancien: str | None
    article: str | None


@dataclass(frozen=True, slots=True)
class Appartenance:
    """Le territoire d'une commune sur une liste ; `autres` : les anciennes communes qui n'en sont pas."""

    liste: str
    territoire: str
    nom: str
    membres: str = ""
    autres: str = ""

    @property
    def partielle(self) -> bool:
        """Vrai si la commune est née de membres et de non-membres : à confirmer."""
        return bool(self.autres)

    def en_json(self) -> dict[str, Any]:
        socle: dict[str, Any] = {"liste": self.liste, "id": self.territoire, "nom": self.nom}
        return socle | ({"membres": self.membres, "autres": self.autres} if self.partielle else {})


@dataclass(frozen=True)
class Resultat:
    """Une commune trouvée ; `score` de 0 à 1 ; `ancien_nom` si on l'a nommée par lui."""

    code: str
    nom: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int
    score: float
    territoire: Appartenance | None
    ancien_nom: str | None = None

    def en_json(self) -> dict[str, Any]:
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
    """Une intercommunalité (`epci`) ou un Territoire d'industrie (`territoire`) nommé à la place d'une commune.

    `communes` : les codes de ses communes actuelles, les plus peuplées d'abord ; `membres` : combien
    d'entre elles sont sur la liste du VTE. L'appartenance se juge commune par commune.
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
    """Les communes trouvées, la meilleure d'abord ; `ambigu` : la personne doit choisir."""

    resultats: tuple[Resultat, ...] = ()
    ambigu: bool = False
    groupe: Groupe | None = None

    @property
    def certaine(self) -> Resultat | None:
        return self.resultats[0] if self.resultats and not self.ambigu else None


RIEN = Trouvaille()
