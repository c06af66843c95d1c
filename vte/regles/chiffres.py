"""Les montants, seuils et dates d'un barème, écrits en français pour les textes qui les citent."""

from __future__ import annotations

from datetime import date

from vte.dossier import SEUIL_PME
from vte.mots import SEPARATEUR, euros, jour, nombre
from vte.regles.bareme import Aide
from vte.regles.catalogue import Catalogue
from vte.territoires import ouvrir


def de(catalogue: Catalogue, jour_du_bareme: date) -> dict[str, str]:
    """Une valeur par nom que les réponses de domain.yml peuvent citer entre accolades."""
    b = catalogue.pour(jour_du_bareme)
    cas = {
        f"montant_{m.autrement.cas}": euros(m.autrement.montant)
        for a in b.cumul
        for m in catalogue.aides[a].montants
        if m.autrement and m.autrement.cas
    }
    return (
        {f"montant_{a.id}": euros(a.montant or 0) for a in b.aides}
        | cas
        | {f"montants_{a}": _montants(catalogue.aides[a]) for a in b.cumul}
        | {
            "nombre_territoires": nombre(ouvrir().nombre_de_territoires(b.liste)),
            "pme_limite": nombre(SEUIL_PME),
            "periode_du": jour(b.du),
            "periode_au": jour(b.au),
            "annees": f"{b.du.year}-{b.au.year}",
            "effectif_limite": nombre(b.seuils.effectif_max + 1),
            "duree_min": str(b.seuils.duree_mois_min),
            "niveau_obtenu_min": str(b.seuils.niveau_obtenu_min),
            "niveau_prepare_min": str(b.seuils.niveau_prepare_min),
            "anciennete_max": str(b.seuils.anciennete_diplome_ans),
        }
    )


def _montants(aide: Aide) -> str:
    """« 8 000 € du … au … ; 6 000 € du … » : les périodes sans condition de taille ni de niveau."""
    simples = [
        m
        for m in aide.montants
        if m.montant is not None and m.effectif is None and m.niveau is None
    ]
    return SEPARATEUR.join(
        f"{euros(m.montant or 0)} du {jour(m.du)} au {jour(m.au)}" for m in simples
    )
