"""What a criterion is, whatever its kind: a condition of a barème, judged on a dossier."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import validator

from vte.dossier import CLES, CONTRATS, Dossier
from vte.regles.modele import Modele, connus
from vte.territoires import Appartenance

# (code of a commune, list) -> its territory, or None outside the list.
Appartenir = Callable[[str, str], Appartenance | None]


@dataclass(frozen=True, slots=True, eq=False)  # the same facts find the same object
class Constat:
    """What a criterion finds.

    `situation` names its sentence, that `valeurs` fill; `cles`: the keys of the dossier that are
    still needed to judge an unknown one.
    """

    critere: Critere
    statut: str
    situation: str
    valeurs: Mapping[str, str]
    cles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.critere.id


class Critere(Modele):
    """`contrats`: those that it concerns, None: all; `sources`: ids, () for the barème's own.

    `mots`: the group of its sentences, its id where there is none. `SITUATIONS`: those of its
    kind that need a sentence, `CAS` those that may have one, with the values they may cite; `CLES`:
    the keys that it can judge.
    """

    SITUATIONS: ClassVar[Mapping[str, str]] = {}
    CAS: ClassVar[Mapping[str, str]] = {}
    CLES: ClassVar[tuple[str, ...]] = CLES

    id: str
    sorte: str
    cle: str
    mots: str = ""
    contrats: tuple[str, ...] | None = None
    sources: tuple[str, ...] = ()

    @validator("cle")
    def _cle_connue(cls, cle: str) -> str:
        connus((cle,), cls.CLES, "clé du dossier")
        return cle

    @validator("contrats")
    def _contrats_connus(cls, contrats: Any) -> Any:
        return connus(contrats, CONTRATS, "contrat")

    @property
    def phrases(self) -> str:
        """The group of its sentences."""
        return self.mots or self.id

    def concerne(self, d: Dossier) -> bool:
        return self.contrats is None or d.contrat in self.contrats

    @abstractmethod
    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat: ...
