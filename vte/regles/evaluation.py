"""From the dossier to the verdict (CONTRACT, section 2)."""

from __future__ import annotations

from collections.abc import Sequence

from vte.dossier import Dossier, ordre_des_questions
from vte.horloge import aujourdhui
from vte.regles import aides, voisines
from vte.regles.catalogue import Catalogue, courant
from vte.regles.dispositif import Bareme, Dispositif
from vte.regles.sortes import Appartenir, Constat
from vte.regles.statuts import (
    A_CONFIRMER,
    ELIGIBLE,
    HORS_PERIODE,
    INCOMPLET,
    INCONNU,
    NON_ELIGIBLE,
    NON_REMPLI,
)
from vte.regles.verdict import AideJugee, CritereJuge, Verdict
from vte.territoires import ouvrir


def evaluer(
    dossier: Dossier,
    catalogue: Catalogue | None = None,
    appartenir: Appartenir | None = None,
    seul: bool = False,
) -> Verdict:
    """The verdict on a valid dossier: the VTE by the barème of the day it begins, else by today's.

    `appartenir`: (code of a commune, list) -> its territory; the base by default. `seul`: the VTE
    alone, without the other schemes. Errors: BaseAbsente, BaremeInvalide.
    """
    regles, membre = catalogue or courant(), appartenir or ouvrir().appartenance
    b = regles.pour(dossier.date_debut or aujourdhui())
    constats = juger(dossier, b, regles, membre)
    statut, autres = statuer(constats), b.divergences_de(dossier)
    criteres = aides.criteres(constats, b, dossier, regles, autres)
    propres = [
        aides.propre(x, x.pour(b.du), dossier, statut, siens, regles, autres.get(x.id))
        for x in regles.propres
        for siens in [_conditions(x, b, criteres, dossier, regles, membre)]
    ]
    recues = frozenset[str]() if seul else regles.recues(dossier.contrat)
    autres_que_lui = () if seul else regles.autres
    ajoutees = [aides.ajoutee(x, dossier, recues, regles, membre) for x in autres_que_lui]
    return Verdict(
        statut,
        b,
        criteres,
        (*propres, *ajoutees),
        tuple([nom for nom in regles.principal.cumul if nom in recues]),
        () if seul else voisines.dire(regles.voisines, dossier),
        _dans_l_ordre(dossier, [cle for c in constats if c.statut == INCONNU for cle in c.cles]),
        () if statut == INCOMPLET else _precisions(dossier, ajoutees),
        dossier,
        regles,
    )


def juger(d: Dossier, b: Bareme, regles: Catalogue, appartenir: Appartenir) -> list[Constat]:
    """What the criteria of the VTE find, the period first; those of other contracts are left."""
    siens = (regles.principal.periodes[b], *b.criteres)
    return [c.juger(d, appartenir) for c in siens if c.concerne(d)]


def statuer(constats: Sequence[Constat]) -> str:
    """The statut of the verdict.

    A refusal wins over the period, the period over what is unknown, that over what is to confirm.
    """
    periode, *autres = (c.statut for c in constats)
    if NON_REMPLI in autres:
        return NON_ELIGIBLE
    if periode == NON_REMPLI:
        return HORS_PERIODE
    if periode == INCONNU or INCONNU in autres:
        return INCOMPLET
    return A_CONFIRMER if A_CONFIRMER in autres else ELIGIBLE


def _conditions(
    x: Dispositif,
    b: Bareme,
    criteres: tuple[CritereJuge, ...],
    d: Dossier,
    regles: Catalogue,
    appartenir: Appartenir,
) -> tuple[CritereJuge, ...]:
    """The criteria that one of the VTE's own must meet: the VTE's, its own instead where it has."""
    if not x.suit:
        return criteres
    sien = x.pour(b.du)
    constats = [c.juger(d, appartenir) for c in sien.criteres if d.contrat and c.concerne(d)]
    siens = {c.id: c for c in aides.criteres(constats, sien, d, regles)}
    return tuple([siens.get(c.id, c) for c in criteres])


def _precisions(d: Dossier, ajoutees: Sequence[AideJugee]) -> tuple[str, ...]:
    return _dans_l_ordre(d, [cle for a in ajoutees for cle in a.precisions])


def _dans_l_ordre(d: Dossier, cles: Sequence[str]) -> tuple[str, ...]:
    """The keys that are needed, each once, in the order of the questions."""
    voulues = set(cles)
    return tuple(cle for cle in ordre_des_questions(d.profil) if cle in voulues)
