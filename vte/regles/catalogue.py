"""Les barèmes, les aides cumulables et leurs sources, lus de leurs fichiers ; vérifiés avant de servir."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from vte.erreurs import BaremeInvalide
from vte.regles.bareme import Aide, Bareme, Source
from vte.regles.verification import Fichiers

DOSSIER = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """`baremes` du plus ancien au plus récent ; `aides` et `sources` par identifiant."""

    baremes: tuple[Bareme, ...]
    aides: Mapping[str, Aide]
    sources: Mapping[str, Source]
    _citations: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._citations.update({nom: source.citation for nom, source in self.sources.items()})

    def pour(self, jour: date) -> Bareme:
        """Le barème du jour ; si aucun ne le couvre, le dernier d'avant, ou le premier d'après : le critère `periode` le dira."""
        commences = [b for b in self.baremes if b.du <= jour]
        return commences[-1] if commences else self.baremes[0]

    def citation(self, source: str) -> str:
        return self._citations[source]

    def cumulables(self, bareme: Bareme, contrat: str | None) -> tuple[Aide, ...]:
        """Les aides que le barème permet de cumuler, pour ce contrat ; aucune tant qu'il n'est pas connu."""
        return tuple(a for a in map(self.aides.__getitem__, bareme.cumul) if contrat in a.contrats)


def lire(dossier: Path = DOSSIER) -> Catalogue:
    """Lit `baremes/`, `aides/` et `sources.yaml` de `dossier`. Erreur : BaremeInvalide, avec fichier et ligne."""
    fichiers = Fichiers(dossier)
    if problemes := fichiers.problemes():
        raise BaremeInvalide("\n".join(map(str, problemes)))
    return Catalogue(
        tuple(sorted(fichiers.baremes.values(), key=lambda b: b.du)),
        fichiers.aides,
        fichiers.sources,
    )


@lru_cache(maxsize=1)
def courant() -> Catalogue:
    """Le catalogue du projet, lu une fois par processus."""
    return lire()
