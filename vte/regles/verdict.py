"""What the rules say of a dossier (CONTRACT, section 2), typed; JSON is made here and only here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vte.dossier import Dossier
from vte.regles import chiffres
from vte.regles.bareme import Bareme, Plafond
from vte.regles.catalogue import Catalogue
from vte.regles.statuts import NON_ELIGIBLE, NON_REMPLI, REFUS


@dataclass(frozen=True, slots=True)
class Critere:
    """`sources`: ids; `cles`: the keys of the dossier that are still needed to judge it.

    `divergence`: the sentence that says that another source differs.
    """

    id: str
    statut: str
    explication: str
    sources: tuple[str, ...]
    cles: tuple[str, ...] = ()
    divergence: str | None = None


@dataclass(frozen=True, slots=True)
class AideJugee:
    """`montant` in euros, None where it is unknown; `sources`: ids."""

    id: str
    libelle: str
    beneficiaire: str
    montant: int | None
    statut: str
    explication: str
    sources: tuple[str, ...]
    divergence: str | None = None

    def en_json(self, source: str) -> dict[str, Any]:
        """`source`: the citation of its sources."""
        socle = {
            "id": self.id,
            "libelle": self.libelle,
            "beneficiaire": self.beneficiaire,
            "montant": self.montant,
            "statut": self.statut,
            "explication": self.explication,
            "source": source,
        }
        if self.divergence is not None:
            socle["divergence"] = self.divergence
        return socle


@dataclass(frozen=True, slots=True)
class AideCumulable(AideJugee):
    """One that adds up to those of the barème: shown, never promised.

    `conditions`, `non_cumulable`, `plafond`: what limits it; `precisions`: the keys of the dossier
    that would tell its amount.
    """

    conditions: tuple[str, ...] = ()
    non_cumulable: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    plafond: Plafond | None = None

    def en_json(self, source: str) -> dict[str, Any]:
        # Not super(): a class with slots is made twice, and the name here is that of the first.
        socle = AideJugee.en_json(self, source)
        socle["conditions"] = list(self.conditions)
        socle["non_cumulable"] = list(self.non_cumulable)
        socle["precisions"] = list(self.precisions)
        if self.plafond is not None:
            avec = list(self.plafond.aides)
            socle["plafond_cumul"] = {"montant": self.plafond.montant, "avec": avec}
        return socle


@dataclass(frozen=True, slots=True)
class Verdict:
    """`bareme`: the one that judged; `inconnues`: the keys that the criteria still unknown need.

    `precisions`: the keys that would tell the amount of an aid, once the statut is known. Both in
    the order in which to ask them. `catalogue`: where the barème and its sources come from.
    """

    statut: str
    bareme: Bareme
    criteres: tuple[Critere, ...]
    aides: tuple[AideJugee, ...]
    cumul: tuple[str, ...]
    inconnues: tuple[str, ...]
    precisions: tuple[str, ...]
    dossier: Dossier
    catalogue: Catalogue = field(repr=False, compare=False)

    @property
    def refuse(self) -> bool:
        """Whether it says no: not eligible, or out of the period."""
        return self.statut in REFUS

    @property
    def non_eligible(self) -> bool:
        """Whether a criterion other than the period refuses: then all the aids are closed."""
        return self.statut == NON_ELIGIBLE

    @property
    def obstacles(self) -> tuple[Critere, ...]:
        """The criteria that are not met."""
        return tuple(c for c in self.criteres if c.statut == NON_REMPLI)

    @property
    def propres(self) -> tuple[AideJugee, ...]:
        """The aids of the barème itself, without those that add up."""
        return tuple(a for a in self.aides if not isinstance(a, AideCumulable))

    @property
    def manquants(self) -> tuple[str, ...]:
        """The keys that can still change the statut, the next one to ask first."""
        return () if self.non_eligible else self.inconnues

    @property
    def non_verifies(self) -> tuple[str, ...]:
        return tuple(x.dit for x in self.bareme.non_verifies)

    @property
    def chiffres(self) -> Mapping[str, str]:
        """The figures that texts quote, of the barème that judged. Error: BaseAbsente."""
        return chiffres.de(self.bareme, self.catalogue)

    def citation(self, sources: tuple[str, ...]) -> str:
        """Sources by id -> « title (date), link », one after the other."""
        return self.catalogue.citation(sources)

    def en_json(self) -> dict[str, Any]:
        """CONTRACT, section 2."""
        b, citation = self.bareme, self.catalogue.citation
        bornes = {"du": b.du.isoformat(), "au": b.au.isoformat()}
        return {
            "statut": self.statut,
            "bareme": {"id": b.id, **bornes, "liste": b.liste},
            "criteres": [_critere(c, citation(c.sources)) for c in self.criteres],
            "aides": [a.en_json(citation(a.sources)) for a in self.aides],
            "cumul": list(self.cumul),
            "manquants": list(self.manquants),
            "precisions": list(self.precisions),
            "non_verifies": list(self.non_verifies),
            "dossier": self.dossier.en_json(),
        }


def _critere(c: Critere, source: str) -> dict[str, Any]:
    socle = {"id": c.id, "statut": c.statut, "explication": c.explication, "source": source}
    if c.divergence is not None:
        socle["divergence"] = c.divergence
    return socle
