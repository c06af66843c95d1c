"""Du dossier au verdict (CONTRACT.md, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vte.dossier import Dossier, ordre_des_questions
from vte.horloge import aujourdhui
from vte.mots import SEPARATEUR
from vte.regles import aides
from vte.regles.bareme import Bareme
from vte.regles.catalogue import Catalogue, courant
from vte.regles.criteres import A_CONFIRMER, INCONNU, NON_REMPLI, Appartenir, Critere, tous
from vte.territoires import ouvrir


def evaluer(
    dossier: Dossier, catalogue: Catalogue | None = None, appartenir: Appartenir | None = None
) -> dict[str, Any]:
    """Le verdict JSON d'un dossier valide, par le barème de sa date de début (à défaut, celui d'aujourd'hui).

    `appartenir` : (code de commune, liste) -> appartenance ; par défaut, la base. Erreurs : BaseAbsente, BaremeInvalide.
    """
    regles = catalogue or courant()
    b = regles.pour(dossier.date_debut or aujourdhui())
    criteres = tous(dossier, b, appartenir or ouvrir().appartenance)
    statut = statuer(criteres)
    cumul = regles.cumulables(b, dossier.contrat)
    ajoutees = [aides.cumulable(a, dossier, cumul, regles) for a in cumul]
    return {
        "statut": statut,
        "bareme": {"id": b.id, "du": b.du.isoformat(), "au": b.au.isoformat(), "liste": b.liste},
        "criteres": [_critere(c, dossier, b, regles) for c in criteres],
        "aides": [aides.du_bareme(a, dossier, b, statut, criteres, regles) for a in b.aides]
        + ajoutees,
        "cumul": [a.id for a in cumul],
        "manquants": [] if statut == "non_eligible" else _a_demander(criteres, dossier),
        # Ce qui dirait le montant des aides cumulables ne se demande qu'une fois le statut connu.
        "precisions": []
        if statut == "incomplet"
        else list(dict.fromkeys(cle for a in ajoutees for cle in a["precisions"])),
        "non_verifies": [x.dit for x in b.non_verifies],
        "dossier": dossier.en_json(),
    }


def statuer(criteres: Sequence[Critere]) -> str:
    """Le statut du verdict : un refus l'emporte sur la période, la période sur ce qui manque, ce qui manque sur ce qui est à confirmer."""
    periode, autres = criteres[0], criteres[1:]
    if any(c.statut == NON_REMPLI for c in autres):
        return "non_eligible"
    if periode.statut == NON_REMPLI:
        return "hors_periode"
    if any(c.statut == INCONNU for c in criteres):
        return "incomplet"
    if any(c.statut == A_CONFIRMER for c in criteres):
        return "a_confirmer"
    return "eligible"


def inconnues(
    dossier: Dossier, catalogue: Catalogue | None = None, appartenir: Appartenir | None = None
) -> list[str]:
    """Les clés dont dépendent les critères encore inconnus, même d'un dossier refusé ; la première à demander d'abord."""
    b = (catalogue or courant()).pour(dossier.date_debut or aujourdhui())
    return _a_demander(tous(dossier, b, appartenir or ouvrir().appartenance), dossier)


def _a_demander(criteres: Sequence[Critere], dossier: Dossier) -> list[str]:
    """Les clés des critères encore inconnus, seules à pouvoir changer un statut qui n'est pas un refus."""
    cles = {cle for c in criteres if c.statut == INCONNU for cle in c.cles}
    return [cle for cle in ordre_des_questions(dossier.profil) if cle in cles]


def _critere(c: Critere, d: Dossier, b: Bareme, catalogue: Catalogue) -> dict[str, Any]:
    source = SEPARATEUR.join(map(catalogue.citation, c.sources))
    socle = {"id": c.id, "statut": c.statut, "explication": c.explication, "source": source}
    divergence = b.divergence(c.id, d)
    return socle | (
        {"divergence": aides.dire_divergence(divergence.dit, catalogue.citation(divergence.source))}
        if divergence
        else {}
    )
