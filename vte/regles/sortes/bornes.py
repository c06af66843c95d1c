"""At least so much, at most so much."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, Literal

from vte.dossier import TAILLES, Dossier, bornes_d_effectif
from vte.mots import enumerer, nombre
from vte.regles.phrases import LES_TAILLES
from vte.regles.sortes.critere import Appartenir, Constat, Critere
from vte.regles.sortes.mesures import Mesure, borne, mesurer
from vte.regles.statuts import INCONNU, NON_REMPLI, REMPLI

_gardes = lru_cache(maxsize=1 << 14)


NOMBRES = ("effectif", "duree_mois", "niveau_obtenu", "niveau_prepare")


class AuMoins(Critere):
    """The key is `minimum` or more; a CDI is longer than any length."""

    CLES: ClassVar[tuple[str, ...]] = NOMBRES

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "minimum",
        "rempli": "valeur minimum",
        "non_rempli": "valeur minimum",
    }
    CAS: ClassVar[Mapping[str, str]] = {
        "inconnu_contrat": "valeur minimum",
        "inconnu_effectif": "valeur minimum",
        "rempli_cdi": "minimum",
    }

    sorte: Literal["au_moins"]
    minimum: int

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        return _au_moins(self, mesurer(d, self.cle))


class AuPlus(Critere):
    """The key is `maximum` or less; `outre_mer`: the greatest in an overseas département."""

    CLES: ClassVar[tuple[str, ...]] = NOMBRES

    SITUATIONS: ClassVar[Mapping[str, str]] = {
        "inconnu": "maximum limite tailles",
        "rempli": "valeur maximum limite tailles",
        "non_rempli": "valeur maximum limite tailles",
    }
    CAS: ClassVar[Mapping[str, str]] = {
        "inconnu_contrat": "valeur maximum limite tailles",
        "inconnu_effectif": "valeur maximum limite tailles",
    }

    sorte: Literal["au_plus"]
    maximum: int
    outre_mer: int | None = None

    def juger(self, d: Dossier, appartenir: Appartenir) -> Constat:
        mesure = mesurer(d, self.cle)
        if self.outre_mer is None:
            return _au_plus(self, mesure, self.maximum)
        if d.commune is not None:
            la_bas = d.commune.departement.startswith("97")
            return _au_plus(self, mesure, self.outre_mer if la_bas else self.maximum)
        partout, quelque_part = (_au_plus(self, mesure, x) for x in (self.maximum, self.outre_mer))
        if partout.statut == quelque_part.statut != INCONNU:
            return partout
        return _selon_la_commune(partout)


@_gardes
def _au_moins(critere: AuMoins, m: Mesure) -> Constat:
    statut = REMPLI if m.bas >= critere.minimum else NON_REMPLI
    if m.bas < critere.minimum <= m.haut:
        statut = INCONNU
    return _constater(critere, statut, m, {"minimum": borne(critere.cle, critere.minimum)})


@_gardes
def _au_plus(critere: AuPlus, m: Mesure, maximum: int) -> Constat:
    statut = REMPLI if m.haut <= maximum else NON_REMPLI
    if m.bas <= maximum < m.haut:
        statut = INCONNU
    dits = {"maximum": borne(critere.cle, maximum), "limite": nombre(maximum + 1)}
    return _constater(critere, statut, m, dits | {"tailles": _tailles_admises(maximum)})


@_gardes
def _selon_la_commune(partout: Constat) -> Constat:
    """What is enough overseas and not elsewhere: where the post is tells."""
    cles = tuple(dict.fromkeys((*partout.cles, "commune")))
    return Constat(partout.critere, INCONNU, INCONNU, partout.valeurs, cles)


def _constater(critere: Critere, statut: str, m: Mesure, dits: dict[str, str]) -> Constat:
    situation = m.cas.get(statut, statut)
    return Constat(
        critere,
        statut,
        situation,
        {"valeur": m.dite or "", **dits},
        m.cles if statut == INCONNU else (),
    )


def _tailles_admises(effectif_max: int) -> str:
    """« les PME et les ETI »: the sizes of which some companies at least are small enough."""
    admises = [t for t in TAILLES if bornes_d_effectif(Dossier(taille=t))[0] <= effectif_max]
    return enumerer([LES_TAILLES[t] for t in admises])
