"""The barèmes, the cumulable aids, their sources and words: read from files, checked to serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from vte.erreurs import BaremeInvalide
from vte.mots import SEPARATEUR
from vte.regles.bareme import Aide, Bareme, Source
from vte.regles.catalogue_files import CatalogueFiles
from vte.regles.mots import Mots
from vte.regles.verification import problemes

DOSSIER = Path(__file__).parent


@dataclass(frozen=True, eq=False)  # one is itself only: a key of caches
class Catalogue:
    """`baremes` from the oldest to the newest; `aides` and `sources` by id."""

    baremes: tuple[Bareme, ...]
    aides: Mapping[str, Aide]
    sources: Mapping[str, Source]
    mots: Mots
    # (ids of sources) -> their citation: a handful, written once.
    _citations: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    def pour(self, jour: date) -> Bareme:
        """The barème of a day.

        Where none covers it, the last one before, or the first one after: the criterion `periode`
        will say so.
        """
        trouve = self.baremes[0]
        for b in self.baremes:
            if b.du <= jour:
                trouve = b
        return trouve

    def citation(self, sources: tuple[str, ...]) -> str:
        """Sources by id -> « title (date), link », one after the other."""
        citation = self._citations.get(sources)
        if citation is None:
            citation = SEPARATEUR.join(self.sources[nom].citation for nom in sources)
            self._citations[sources] = citation
        return citation

    def cumulables(self, bareme: Bareme, contrat: str | None) -> tuple[Aide, ...]:
        """The aids that add up under this barème for this contract; none while it is unknown."""
        return tuple(a for a in map(self.aides.__getitem__, bareme.cumul) if contrat in a.contrats)


def lire(dossier: Path = DOSSIER) -> Catalogue:
    """Reads `baremes/`, `aides/`, `mots/` and `sources.yaml` of a folder.

    Error: BaremeInvalide, with file and line.
    """
    fichiers = CatalogueFiles(dossier)
    if trouves := problemes(fichiers):
        raise BaremeInvalide("\n".join(map(str, trouves)))
    return Catalogue(
        tuple(sorted(fichiers.baremes.values(), key=lambda b: b.du)),
        fichiers.aides,
        fichiers.sources,
        Mots(fichiers.mots),
    )


@lru_cache(maxsize=1)
def courant() -> Catalogue:
    """The project's catalogue, read once a process."""
    return lire()
