"""What the rules say of a dossier (CONTRACT, section 2), typed; JSON is made here and only here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vte.dossier import Dossier
from vte.mots import ESPACE, SEPARATEUR, euros
from vte.regles import chiffres
from vte.regles.catalogue import Catalogue
from vte.regles.dispositif import Bareme
from vte.regles.montants import Plafond
from vte.regles.mots import audience
from vte.regles.phrases import POUR
from vte.regles.statuts import FERMEE, NON_ELIGIBLE, NON_REMPLI, OUVERTE, REFUS, REMPLI
from vte.regles.voisines import VoisineDite


@dataclass(frozen=True, slots=True)
class CritereJuge:
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
    """A scheme judged; `montant` in euros, None where it is unknown; `sources`: ids.

    `propre`: one of the VTE's own; the others are shown, never promised. `au_plus`: the amount is
    the most that one receives; `cout`: it is paid, and not received. `conditions`,
    `non_cumulable`, `plafond`: what limits it; `precisions`: the keys of the dossier that would
    change its statut or its amount.
    """

    id: str
    libelle: str
    beneficiaire: str
    montant: int | None
    statut: str
    explication: str
    sources: tuple[str, ...]
    divergence: str | None = None
    propre: bool = False
    au_plus: bool = False
    cout: bool = False
    aupres_de: str = ""
    criteres: tuple[CritereJuge, ...] = ()
    conditions: tuple[str, ...] = ()
    non_cumulable: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    plafond: Plafond | None = None

    @property
    def reserves(self) -> str:
        """What it excludes, what others say; "" where there is neither."""
        exclues = ", ".join(self.non_cumulable)
        dits = [f"Ne se cumule pas avec{ESPACE}: {exclues}." if exclues else "", self.divergence]
        return " ".join(filter(None, dits))

    @property
    def dit(self) -> str:
        """What there is to say of it: why, what limits it, whom to ask."""
        avec = self.statut != FERMEE and not self.cout and not self.propre
        suite = f"À voir avec {self.aupres_de}." if avec else ""
        return " ".join(filter(None, [self.explication, self.reserves, suite]))

    @property
    def certain(self) -> int:
        """The euros that are sure: of an open aid, of a cost whose conditions are all met."""
        remplis = all(c.statut == REMPLI for c in self.criteres)
        sur = self.statut == OUVERTE or (self.cout and remplis and not self.precisions)
        return self.montant or 0 if sur else 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`bareme`: the VTE's, that judged; `inconnues`: the keys that its unknown criteria need.

    `dispositifs`: every scheme, the VTE's own first; `cumul`: those of them that add up to it for
    this contract; `voisines`: named, never judged. `precisions`: the keys that would change
    another scheme, once the statut is known. Keys come in the order in which to ask them.
    `catalogue`: where the barèmes and their sources come from.
    """

    statut: str
    bareme: Bareme
    criteres: tuple[CritereJuge, ...]
    dispositifs: tuple[AideJugee, ...]
    cumul: tuple[str, ...]
    voisines: tuple[VoisineDite, ...]
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
        """Whether a criterion other than the period refuses: then the VTE's aids are closed."""
        return self.statut == NON_ELIGIBLE

    @property
    def obstacles(self) -> tuple[CritereJuge, ...]:
        """The criteria that are not met."""
        return tuple(c for c in self.criteres if c.statut == NON_REMPLI)

    @property
    def propres(self) -> tuple[AideJugee, ...]:
        """The VTE's own aids."""
        return tuple(a for a in self.dispositifs if a.propre)

    @property
    def ajoutees(self) -> tuple[AideJugee, ...]:
        """The other schemes, costs included."""
        return tuple(a for a in self.dispositifs if not a.propre)

    @property
    def aides(self) -> tuple[AideJugee, ...]:
        """The VTE's own aids and those that add up to them for this contract."""
        return tuple(a for a in self.dispositifs if a.propre or a.id in self.cumul)

    @property
    def concernees(self) -> tuple[AideJugee, ...]:
        """The other schemes that are for this contract, and the costs that it brings."""
        return tuple(
            a for a in self.ajoutees if a.id in self.cumul or (a.cout and a.statut != FERMEE)
        )

    @property
    def manquants(self) -> tuple[str, ...]:
        """The keys that can still change the statut, the next one to ask first."""
        return () if self.non_eligible else self.inconnues

    @property
    def non_verifies(self) -> tuple[str, ...]:
        return tuple(x.dit for x in self.bareme.non_verifies)

    @property
    def total(self) -> Mapping[str, int]:
        """What is certain, in euros: what each receives, and what the company pays."""
        certaines = [a for a in self.dispositifs if a.certain]
        recu = {
            qui: sum(a.certain for a in certaines if not a.cout and a.beneficiaire == qui)
            for qui in ("entreprise", "jeune")
        }
        return {**recu, "a_payer": sum(a.certain for a in certaines if a.cout)}

    @property
    def total_dit(self) -> str:
        """« 4 000 € pour l'entreprise ; 750 € à payer par l'entreprise »; "" where nothing is."""
        return self.total_pour(audience(self.dossier))

    def total_pour(self, qui: str) -> str:
        """The same, as `qui` (of POUR) is told."""
        sommes = self.total
        dits = [f"{euros(sommes[x])} {POUR[qui][x]}" for x in POUR[qui] if sommes[x]]
        if sommes["a_payer"]:
            dits.append(f"{euros(sommes['a_payer'])} à payer par l'entreprise")
        return SEPARATEUR.join(dits)

    @property
    def chiffres(self) -> Mapping[str, str]:
        """The figures that texts quote, of the barème that judged. Error: BaseAbsente."""
        return chiffres.de(self.bareme, self.catalogue)

    def citation(self, sources: tuple[str, ...]) -> str:
        """Sources by id -> « title (date), link », one after the other."""
        return self.catalogue.citation(sources)

    def en_json(self) -> dict[str, Any]:
        """CONTRACT, section 2."""
        b, ecrire = self.bareme, _Ecriture(self.catalogue, self.concernees)
        return {
            "statut": self.statut,
            "bareme": {
                "id": b.id,
                "du": b.du.isoformat(),
                "au": b.au.isoformat(),
                "liste": b.liste,
            },
            "criteres": [ecrire.critere(c) for c in self.criteres],
            "aides": [ecrire.aide(a) for a in self.aides],
            "cumul": list(self.cumul),
            "manquants": list(self.manquants),
            "precisions": list(self.precisions),
            "non_verifies": list(self.non_verifies),
            "dispositifs": [ecrire.dispositif(a) for a in self.dispositifs],
            "voisines": [ecrire.voisine(v) for v in self.voisines],
            "total": dict(self.total),
            "total_dit": self.total_dit,
            "dossier": self.dossier.en_json(),
        }


class _Ecriture:
    """The JSON of the parts of a verdict, sources written out."""

    def __init__(self, catalogue: Catalogue, concernees: tuple[AideJugee, ...]) -> None:
        self._citation, self._concernees = catalogue.citation, concernees

    def critere(self, c: CritereJuge) -> dict[str, Any]:
        socle = {"id": c.id, "statut": c.statut, "explication": c.explication}
        return {**socle, "source": self._citation(c.sources), **_divergence(c)}

    def aide(self, a: AideJugee) -> dict[str, Any]:
        socle = {
            "id": a.id,
            "libelle": a.libelle,
            "beneficiaire": a.beneficiaire,
            "montant": a.montant,
            "statut": a.statut,
            "explication": a.explication,
            "source": self._citation(a.sources),
            **_divergence(a),
        }
        return socle if a.propre else socle | _limites(a)

    def dispositif(self, a: AideJugee) -> dict[str, Any]:
        return {
            "id": a.id,
            "libelle": a.libelle,
            "statut": a.statut,
            "beneficiaire": a.beneficiaire,
            "nature": "cout" if a.cout else "aide",
            "montant": a.montant,
            "au_plus": a.au_plus,
            "criteres": [self.critere(c) for c in a.criteres],
            "explication": a.explication,
            "aupres_de": a.aupres_de,
            "sources": [self._citation((s,)) for s in a.sources],
            "source": self._citation(a.sources),
            "concerne": a in self._concernees,
            "dit": a.dit,
            **_limites(a),
        }

    def voisine(self, v: VoisineDite) -> dict[str, Any]:
        return {
            "id": v.id,
            "libelle": v.libelle,
            "etat": v.etat,
            "aupres_de": v.aupres_de,
            "dit": v.dit,
            "source": self._citation((v.source,)),
        }


def _divergence(element: CritereJuge | AideJugee) -> dict[str, Any]:
    return {} if element.divergence is None else {"divergence": element.divergence}


def _limites(a: AideJugee) -> dict[str, Any]:
    limites: dict[str, Any] = {
        "conditions": list(a.conditions),
        "non_cumulable": list(a.non_cumulable),
        "precisions": list(a.precisions),
    }
    if a.plafond is not None:
        limites["plafond_cumul"] = {"montant": a.plafond.montant, "avec": list(a.plafond.aides)}
    return limites
