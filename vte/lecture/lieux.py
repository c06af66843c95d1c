"""The place that a message names, as it is kept with the message: no base is needed to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from vte.territoires import Resultat, Trouvaille


@dataclass(frozen=True)
class CommuneLue:
    """A commune that may be meant; `score` from 0 to 1; `ancien_nom` when it was named by it."""

    code: str
    nom: str
    departement: str
    score: float = 1.0
    ancien_nom: str | None = None

    @classmethod
    def de(cls, resultat: Resultat) -> CommuneLue:
        return cls(
            resultat.code,
            resultat.nom,
            resultat.departement,
            round(resultat.score, 3),
            resultat.ancien_nom,
        )

    @property
    def valeur(self) -> dict[str, str]:
        """The JSON value of the key `commune`."""
        return {"code": self.code, "nom": self.nom, "departement": self.departement}


@dataclass(frozen=True)
class GroupeLu:
    """A group of communes named instead of one; how many it has, how many are on the list."""

    nature: str
    id: str
    nom: str
    communes: int
    membres: int

    def en_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LieuLu:
    """The communes that may be meant, the likeliest first; `ambigu`: the person has to choose."""

    resultats: tuple[CommuneLue, ...]
    ambigu: bool = False
    groupe: GroupeLu | None = None

    @property
    def certaine(self) -> CommuneLue | None:
        return self.resultats[0] if self.resultats and not self.ambigu else None

    @classmethod
    def de(cls, trouvaille: Trouvaille) -> LieuLu:
        groupe = trouvaille.groupe
        return cls(
            tuple(map(CommuneLue.de, trouvaille.resultats)),
            trouvaille.ambigu,
            GroupeLu(**groupe.en_json()) if groupe else None,
        )

    def en_json(self) -> dict[str, Any]:
        """`communes`: code, name, département, score and, if it was named by it, its old name."""
        communes = [
            [c.code, c.nom, c.departement, c.score, *([c.ancien_nom] if c.ancien_nom else [])]
            for c in self.resultats
        ]
        return (
            {"communes": communes}
            | ({"ambigu": True} if self.ambigu else {})
            | ({"groupe": self.groupe.en_json()} if self.groupe else {})
        )

    @classmethod
    def depuis_json(cls, ecrit: Mapping[str, Any]) -> LieuLu:
        return cls(
            tuple(CommuneLue(*c) for c in ecrit["communes"]),
            bool(ecrit.get("ambigu")),
            GroupeLu(**ecrit["groupe"]) if "groupe" in ecrit else None,
        )
