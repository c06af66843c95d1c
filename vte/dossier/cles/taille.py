"""The size of the company: said, or derived from its headcount; the two never disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vte.dossier.cle import Cle
from vte.dossier.natures import parmi
from vte.erreurs import DossierInvalide

if TYPE_CHECKING:
    from vte.dossier.dossier import Dossier

SEUIL_PME, SEUIL_ETI = 250, 5000  # people; décret n° 2008-1354
MOTS = {"pme": "PME", "eti": "ETI", "grande": "grande entreprise"}
TAILLES = tuple(MOTS)


def taille_de(effectif: int) -> str:
    """The size that a headcount makes."""
    if effectif < SEUIL_PME:
        return "pme"
    return "eti" if effectif < SEUIL_ETI else "grande"


def _contredit(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    autre = "effectif" in faits and taille_de(faits["effectif"]) != valeur
    return ("effectif",) if autre else ()


def _accorder(dossier: Dossier) -> Dossier:
    if dossier.effectif is None:
        return dossier
    deduite = taille_de(dossier.effectif)
    if dossier.taille not in (None, deduite):
        raise DossierInvalide(
            "taille",
            f"La taille « {dossier.taille} » et l'effectif {dossier.effectif} se contredisent : "
            f"cet effectif correspond à « {deduite} ».",
        )
    return dossier.avec(taille=deduite)


CLE = Cle(
    nom="taille",
    nature=parmi(TAILLES),
    libelle="la taille de l'entreprise",
    titre="La taille",
    dire=MOTS.__getitem__,
    detailler=lambda taille: f"une {MOTS[taille]}",
    constat="l'entreprise est {valeur}",
    repondue_par=("effectif", "taille"),
    tue_avec="effectif",
    contredit=_contredit,
    heurte=_contredit,
    accorder=_accorder,
)
