"""Les aides : celles du barème suivent le statut ; celles qui s'y ajoutent sont montrées, jamais promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vte.dossier import Dossier
from vte.mots import ESPACE, SEPARATEUR, enumerer, euros, majuscule
from vte.regles.bareme import Aide, Bareme, Montant, Plafond
from vte.regles.catalogue import Catalogue
from vte.regles.criteres import A_CONFIRMER, NON_REMPLI, Critere
from vte.regles.phrases import CRITERES

_STATUTS = {"eligible": "ouverte", "non_eligible": "fermee"}
_PRECISANTES = {"effectif": "la taille de l'entreprise", "niveau": "le diplôme préparé"}
_CLES = {"effectif": "effectif", "niveau": "niveau_prepare"}


def du_bareme(
    aide: Aide,
    d: Dossier,
    b: Bareme,
    statut: str,
    criteres: Sequence[Critere],
    catalogue: Catalogue,
) -> dict[str, Any]:
    """L'aide en JSON (CONTRACT, section 2) : `ouverte`, `fermee`, ou le statut du verdict."""
    ouvre = d.contrat is None or d.contrat in aide.contrats
    texte = f"{euros(aide.montant or 0)}, {aide.precision}{_pourquoi_pas(ouvre, criteres)}."
    divergence = b.divergence(aide.id, d)
    return {
        "id": aide.id,
        "libelle": aide.libelle,
        "beneficiaire": aide.beneficiaire,
        "montant": aide.montant,
        "statut": _STATUTS.get(statut, statut) if ouvre else "fermee",
        "explication": texte,
        "source": catalogue.citation(str(aide.source)),
    } | (
        {"divergence": dire_divergence(divergence.dit, catalogue.citation(divergence.source))}
        if divergence
        else {}
    )


def _pourquoi_pas(ouvre: bool, criteres: Sequence[Critere]) -> str:
    refus = [CRITERES[c.id] for c in criteres if c.statut == NON_REMPLI]
    if not ouvre:
        return f"{ESPACE}: ce contrat n'y ouvre pas droit"
    return f"{ESPACE}: conditions non remplies, {enumerer(refus)}" if refus else ""


def dire_divergence(texte: str, citation: str) -> str:
    """La phrase qui dit qu'une autre source diffère."""
    return f"Une autre source diffère{ESPACE}: {texte}, selon {citation}."


def cumulable(aide: Aide, d: Dossier, avec: Sequence[Aide], catalogue: Catalogue) -> dict[str, Any]:
    """Une aide cumulable : à confirmer, avec le montant en vigueur au début du contrat s'il est connu et seul possible.

    `avec` : les aides cumulables de ce contrat, dont l'une peut plafonner celle-ci. `conditions`, `non_cumulable`, `plafond_cumul` : ce qui la limite ; `precisions` : les clés du dossier qui diraient son montant.
    """
    possibles = [m for m in aide.montants if m.possible(d)]
    seul = possibles[0] if len(possibles) == 1 and _assez_connu(possibles[0], d) else None
    conditions = [c.dit for c in aide.conditions if c.concerne(d)]
    plafond = (
        seul.avec if seul and seul.avec and any(x.id in seul.avec.aides for x in avec) else None
    )
    morceaux = [
        f"{_combien(seul, possibles, d)}, {aide.precision}",
        *_autrement(seul, plafond),
        *conditions,
    ]
    citees = seul.source if seul else next((m.source for m in possibles), aide.montants[-1].source)
    return {
        "id": aide.id,
        "libelle": aide.libelle,
        "beneficiaire": aide.beneficiaire,
        "montant": seul.montant if seul else None,
        "statut": A_CONFIRMER,
        "explication": SEPARATEUR.join(morceaux) + ".",
        "source": catalogue.citation(citees),
        "conditions": conditions,
        "non_cumulable": [x.dit for x in aide.non_cumulable],
        "precisions": _precisions(possibles, d),
    } | (
        {"plafond_cumul": {"montant": plafond.montant, "avec": list(plafond.aides)}}
        if plafond
        else {}
    )


def _assez_connu(m: Montant, d: Dossier) -> bool:
    """Faux quand le niveau préparé, dont dépend le montant, n'est pas connu ; la taille, elle, est déjà dans `possible`."""
    return m.niveau is None or d.niveau_prepare is not None


def _precisions(possibles: Sequence[Montant], d: Dossier) -> list[str]:
    """Les clés inconnues qui départageraient les montants possibles."""
    if not possibles or (len(possibles) == 1 and _assez_connu(possibles[0], d)):
        return []
    return [
        cle
        for champ, cle in _CLES.items()
        if getattr(d, cle) is None and any(getattr(m, champ) is not None for m in possibles)
    ]


def _combien(seul: Montant | None, possibles: Sequence[Montant], d: Dossier) -> str:
    if seul is not None and seul.montant is not None:
        return f"Jusqu'à {euros(seul.montant)}"
    montants = sorted({m.montant for m in possibles if m.montant is not None})
    if montants:
        selon = enumerer(
            [
                _PRECISANTES[champ]
                for champ, cle in _CLES.items()
                if cle in _precisions(possibles, d)
            ]
        )
        return f"{majuscule(enumerer([euros(m) for m in montants], 'ou'))} selon {selon}"
    return (
        "Montant inconnu à cette date"
        if d.date_debut
        else "Montant selon la date de début du contrat"
    )


def _autrement(seul: Montant | None, plafond: Plafond | None) -> list[str]:
    cas = (
        [f"{euros(seul.autrement.montant)} {seul.autrement.dit}"] if seul and seul.autrement else []
    )
    return cas + (
        [f"au plus {euros(plafond.montant)} si une aide à l'alternance est reçue aussi"]
        if plafond
        else []
    )
