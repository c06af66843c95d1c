"""One fact that was read, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Place(Protocol):
    """What stands from `debut` to `fin` in a text."""

    @property
    def debut(self) -> int: ...

    @property
    def fin(self) -> int: ...


def se_touchent(un: Place, autre: Place) -> bool:
    """Whether one word at least is of both."""
    return un.debut < autre.fin and autre.debut < un.fin


@dataclass(frozen=True)
class Mention:
    """`cle`: a key of the dossier; `valeur`: its JSON value; `debut`, `fin`: its place in the text.

    `a_l_annee`: a date of which only the year is said; the value is its first day. `confiance`: the
    probability, from 0 to 1, that this is what the message states.
    """

    cle: str
    valeur: Any
    debut: int
    fin: int
    a_l_annee: bool = False
    confiance: float = 1.0

    def en_json(self) -> dict[str, Any]:
        ecrite: dict[str, Any] = {
            "cle": self.cle,
            "valeur": self.valeur,
            "place": [self.debut, self.fin],
        }
        ecrite |= {"a_l_annee": True} if self.a_l_annee else {}
        return ecrite | ({"confiance": self.confiance} if self.confiance != 1.0 else {})

    @classmethod
    def depuis_json(cls, ecrite: Mapping[str, Any]) -> Mention:
        debut, fin = ecrite["place"]
        return cls(
            ecrite["cle"],
            ecrite["valeur"],
            debut,
            fin,
            bool(ecrite.get("a_l_annee")),
            float(ecrite.get("confiance", 1.0)),
        )
