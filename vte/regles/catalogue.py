"""The schemes, their sources and words, the aids near them: read from files, checked to serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from vte.erreurs import BaremeInvalide
from vte.mots import SEPARATEUR
from vte.regles.catalogue_files import CatalogueFiles
from vte.regles.dispositif import Bareme, Dispositif
from vte.regles.mots import Mots
from vte.regles.sortes import Parmi
from vte.regles.source import Source
from vte.regles.verification import problemes
from vte.regles.voisines import Voisine

DOSSIER = Path(__file__).parents[2] / "dispositifs"
PRINCIPAL = "vte"  # the scheme whose statut is that of the verdict


@dataclass(frozen=True, eq=False)  # one is itself only: a key of caches
class Catalogue:
    """`dispositifs` and `sources` by id, the schemes in the order in which they are shown.

    `temps`: the verbs that responses cite, by name: present, past.
    """

    dispositifs: Mapping[str, Dispositif]
    sources: Mapping[str, Source]
    mots: Mots
    temps: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    voisines: tuple[Voisine, ...] = ()
    # (ids of sources) -> their citation: a handful, written once.
    _citations: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    @cached_property
    def propres(self) -> tuple[Dispositif, ...]:
        """The VTE's own; asked for at each verdict."""
        return tuple(x for x in self.dispositifs.values() if x.propre)

    @cached_property
    def autres(self) -> tuple[Dispositif, ...]:
        """The others, costs included."""
        return tuple(x for x in self.dispositifs.values() if not x.propre)

    @property
    def principal(self) -> Dispositif:
        """The VTE."""
        return self.dispositifs[PRINCIPAL]

    @property
    def baremes(self) -> tuple[Bareme, ...]:
        """The VTE's, from the oldest to the newest."""
        return self.principal.baremes

    def pour(self, jour: date) -> Bareme:
        """The VTE's barème of a day; where none covers it, the last one before, or the first."""
        return self.principal.pour(jour)

    def citation(self, sources: tuple[str, ...]) -> str:
        """Sources by id -> « title (date), link », one after the other."""
        citation = self._citations.get(sources)
        if citation is None:
            citation = SEPARATEUR.join(self.sources[nom].citation for nom in sources)
            self._citations[sources] = citation
        return citation

    def recues(self, contrat: str | None) -> frozenset[str]:
        """The ids of the schemes beside the VTE that are for this contract."""
        return _recues(self, contrat)


@lru_cache(maxsize=1 << 8)
def _recues(catalogue: Catalogue, contrat: str | None) -> frozenset[str]:
    return frozenset(x.id for x in catalogue.autres if _admet(x, contrat))


def _admet(x: Dispositif, contrat: str | None) -> bool:
    sortes = [c for c in x.criteres if isinstance(c, Parmi) and c.cle == "contrat"]
    return contrat is not None and all(c.admet(contrat) for c in sortes)


def lire(dossier: Path = DOSSIER) -> Catalogue:
    """Reads a folder as `dispositifs/`. Error: BaremeInvalide, with file and line."""
    fichiers = CatalogueFiles(dossier)
    if trouves := problemes(fichiers):
        raise BaremeInvalide("\n".join(map(str, trouves)))
    return Catalogue(
        fichiers.dispositifs,
        fichiers.sources,
        Mots(fichiers.mots),
        fichiers.temps,
        fichiers.voisines,
    )


@lru_cache(maxsize=1)
def courant() -> Catalogue:
    """The project's catalogue, read once a process."""
    return lire()
