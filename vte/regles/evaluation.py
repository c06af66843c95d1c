"""From the dossier to the verdict (CONTRACT, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vte.dossier import Dossier, ordre_des_questions
from vte.horloge import aujourdhui
from vte.regles import aides
from vte.regles.bareme import Bareme, Divergence
from vte.regles.catalogue import Catalogue, courant
from vte.regles.criteres import Appartenir, Constat, sources, statuer, tous
from vte.regles.mots import audience
from vte.regles.statuts import INCOMPLET, INCONNU, NON_REMPLI
from vte.regles.verdict import AideCumulable, AideJugee, Critere, Verdict
from vte.territoires import ouvrir


def evaluer(
    dossier: Dossier, catalogue: Catalogue | None = None, appartenir: Appartenir | None = None
) -> Verdict:
    """The verdict on a valid dossier, by the barème of the day it begins, else by today's.

    `appartenir`: (code of a commune, list) -> its territory; the base by default.
    Errors: BaseAbsente, BaremeInvalide.
    """
    regles = catalogue or courant()
    b = regles.pour(dossier.date_debut or aujourdhui())
    constats = tous(dossier, b, appartenir or ouvrir().appartenance)
    statut, autres = statuer(constats), b.divergences_de(dossier)
    cumulables = regles.cumulables(b, dossier.contrat)
    ajoutees = tuple(aides.cumulable(a, dossier, cumulables, regles) for a in cumulables)
    return Verdict(
        statut,
        b,
        _criteres(constats, dossier, b, autres, regles),
        _propres(statut, constats, dossier, b, autres, regles) + ajoutees,
        tuple(a.id for a in cumulables),
        _a_demander(constats, dossier),
        () if statut == INCOMPLET else _precisions(ajoutees),
        dossier,
        regles,
    )


def _criteres(
    constats: Sequence[Constat],
    d: Dossier,
    b: Bareme,
    autres: dict[str, Divergence],
    regles: Catalogue,
) -> tuple[Critere, ...]:
    """The findings in words; `autres`: what other sources say, by criterion."""
    qui = audience(d)
    return tuple(
        [
            _critere(
                c, sources(c.id, b), aides.divergence(autres.get(c.id), d, regles), qui, regles
            )
            for c in constats
        ]
    )


@lru_cache(maxsize=1 << 14)
def _critere(
    c: Constat, citees: tuple[str, ...], divergence: str | None, qui: str, regles: Catalogue
) -> Critere:
    """Kept: the same findings come back from dossier to dossier, and writing is what costs."""
    explication = regles.mots.dire(c.id, c.situation, qui, c.valeurs)
    return Critere(c.id, c.statut, explication, citees, c.cles, divergence)


def _propres(
    statut: str,
    constats: Sequence[Constat],
    d: Dossier,
    b: Bareme,
    autres: dict[str, Divergence],
    regles: Catalogue,
) -> tuple[AideJugee, ...]:
    refus = tuple([c.id for c in constats if c.statut == NON_REMPLI])
    return tuple([aides.propre(a, d, statut, refus, regles, autres.get(a.id)) for a in b.aides])


def _a_demander(constats: Sequence[Constat], dossier: Dossier) -> tuple[str, ...]:
    """The keys of the criteria still unknown: they alone can change a statut that is no refusal."""
    cles = {cle for c in constats if c.statut == INCONNU for cle in c.cles}
    ordre = ordre_des_questions(dossier.profil)
    return tuple(cle for cle in ordre if cle in cles)


def _precisions(ajoutees: Sequence[AideCumulable]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cle for a in ajoutees for cle in a.precisions))
