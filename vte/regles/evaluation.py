"""Du dossier au verdict (CONTRACT.md, section 2)."""

from __future__ import annotations

from typing import Any

from vte.dossier import Dossier
from vte.regles.bareme import Aide, Bareme, charger
from vte.regles.criteres import A_CONFIRMER, INCONNU, NON_REMPLI, Appartenir, Critere, tous
from vte.regles.phrases import ESPACE, euros
from vte.territoires import ouvrir

# Ce qui règle la question le plus tôt d'abord : le lieu et la taille écartent le plus de demandes.
ORDRE = ("commune", "effectif", "contrat", "date_debut", "duree_mois", "niveau_obtenu", "date_diplome", "niveau_prepare")
_STATUT_AIDE = {"eligible": "ouverte", "non_eligible": "fermee"}


def evaluer(dossier: Dossier, bareme: Bareme | None = None, appartenir: Appartenir | None = None) -> dict[str, Any]:
    """Le verdict JSON d'un dossier valide. Erreurs : BaseAbsente, BaremeInvalide."""
    b = bareme or charger()
    criteres = tous(dossier, b, appartenir or ouvrir().appartenance)
    statut = _statut(criteres)
    return {
        "statut": statut,
        "bareme": {"id": b.id, "du": b.du.isoformat(), "au": b.au.isoformat(), "liste": b.liste},
        "criteres": [
            {"id": c.id, "statut": c.statut, "explication": c.explication, "source": c.source} for c in criteres
        ],
        "aides": [_aide(a, dossier, statut, b) for a in b.aides] + [_cumulable(a, dossier) for a in _cumul(dossier, b)],
        "cumul": [a.id for a in _cumul(dossier, b)],
        "manquants": _manquants(criteres, statut),
        "non_verifies": list(b.non_verifies),
        "dossier": dossier.en_json(),
    }


def _statut(criteres: list[Critere]) -> str:
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


def _manquants(criteres: list[Critere], statut: str) -> list[str]:
    """Un refus est définitif ; sinon, les clés des critères encore inconnus."""
    if statut == "non_eligible":
        return []
    cles = {cle for c in criteres if c.statut == INCONNU for cle in c.cles}
    return [cle for cle in ORDRE if cle in cles]


def _aide(aide: Aide, d: Dossier, statut: str, b: Bareme) -> dict[str, Any]:
    montant = aide.montant or 0
    ouverture = _STATUT_AIDE.get(statut, statut)
    explication = f"{euros(montant)}, {aide.precision}."
    if d.contrat is not None and d.contrat not in aide.contrats:
        ouverture = "fermee"
        explication = f"{euros(montant)}, {aide.precision}{ESPACE}: ce contrat n'y ouvre pas droit."
    return _en_json(aide, montant, ouverture, explication, b.source)


def _cumul(d: Dossier, b: Bareme) -> list[Aide]:
    return [a for a in b.cumul if d.contrat in a.contrats]


def _cumulable(aide: Aide, d: Dossier) -> dict[str, Any]:
    au = aide.montant_pour(d)
    source = au.source if au else " ; ".join(dict.fromkeys(m.source for m in aide.montants))
    combien = f"Jusqu'à {euros(au.montant)}" if au else "Montant inconnu à cette date"
    return _en_json(aide, au.montant if au else None, "a_confirmer", f"{combien}, {aide.precision}.", source)


def _en_json(aide: Aide, montant: int | None, statut: str, explication: str, source: str) -> dict[str, Any]:
    return {
        "id": aide.id, "libelle": aide.libelle, "beneficiaire": aide.beneficiaire, "montant": montant,
        "statut": statut, "explication": explication, "source": source,
    }
