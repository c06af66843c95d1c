"""The headcount of the company; its question is answered by a size as well as by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.cles.taille import SEUIL_ETI, SEUIL_PME
from vte.dossier.natures import entier
from vte.mots import ESPACE, nombre

if TYPE_CHECKING:
    from vte.dossier.dossier import Dossier

EFFECTIF_MAX = 10_000_000
_BORNES = {
    "pme": (0, SEUIL_PME - 1),
    "eti": (SEUIL_PME, SEUIL_ETI - 1),
    "grande": (SEUIL_ETI, EFFECTIF_MAX),
}


def bornes_d_effectif(dossier: Dossier) -> tuple[int, int]:
    """The smallest and the greatest headcount that what is known allows."""
    if dossier.effectif is not None:
        return dossier.effectif, dossier.effectif
    return _BORNES[dossier.taille] if dossier.taille else (0, EFFECTIF_MAX)


CLE = Cle(
    nom="effectif",
    nature=entier(0, EFFECTIF_MAX),
    libelle="l'effectif de l'entreprise",
    titre="L'effectif",
    dire=lambda n: "1 personne" if n == 1 else f"{nombre(n)}{ESPACE}personnes",
    constat="l'entreprise compte {valeur}",
    repondue_par=("effectif", "taille"),
    # Of all, it is what a candidate knows least.
    ordre={ENTREPRISE: 20, CANDIDAT: 80},
    nommee=(
        r"effectif|salaries|taille|nombre de personnes"
        r"|combien (?:on est|nous sommes)"
    ),
    choix=(
        Choix(f"Moins de {SEUIL_PME}", "taille", "pme"),
        Choix(f"De {SEUIL_PME} à {nombre(SEUIL_ETI - 1)}", "taille", "eti"),
        Choix(f"{nombre(SEUIL_ETI)} ou plus", "taille", "grande"),
    ),
    contredit=lambda faits, valeur: ("taille",),  # the size follows from the new number
)
