"""The amounts, thresholds and dates of a barème, in French, for the texts that quote them."""

from __future__ import annotations

from vte.dossier import SEUIL_PME
from vte.mots import SEPARATEUR, euros, jour, nombre
from vte.regles.bareme import Aide, Bareme
from vte.regles.catalogue import Catalogue
from vte.territoires import ouvrir


def de(b: Bareme, catalogue: Catalogue) -> dict[str, str]:
    """A value for each name that responses may quote between braces. Error: BaseAbsente.

    After a verdict, they are those of the barème that judged (`Verdict.chiffres`).
    """
    ajoutees = [catalogue.aides[a] for a in b.cumul]
    return {
        **{f"montant_{a.id}": euros(a.montant or 0) for a in b.aides},
        **{nom: valeur for a in ajoutees for nom, valeur in _cas(a).items()},
        **{f"montants_{a.id}": _montants(a) for a in ajoutees},
        **_seuils(b),
        "nombre_territoires": nombre(ouvrir().nombre_de_territoires(b.liste)),
        "periode_du": jour(b.du),
        "periode_au": jour(b.au),
        "annees": f"{b.du.year}-{b.au.year}",
    }


def _seuils(b: Bareme) -> dict[str, str]:
    return {
        "pme_limite": nombre(SEUIL_PME),
        "effectif_limite": nombre(b.seuils.effectif_max + 1),
        "duree_min": str(b.seuils.duree_mois_min),
        "niveau_obtenu_min": str(b.seuils.niveau_obtenu_min),
        "niveau_prepare_min": str(b.seuils.niveau_prepare_min),
        "anciennete_max": str(b.seuils.anciennete_diplome_ans),
    }


def _cas(aide: Aide) -> dict[str, str]:
    """The amounts that have a name of their own: `montant_handicap`."""
    autres = [m.autrement for m in aide.montants if m.autrement and m.autrement.cas]
    return {f"montant_{x.cas}": euros(x.montant) for x in autres}


def _montants(aide: Aide) -> str:
    """« 8 000 € du … au … ; 6 000 € du … »: the periods on which neither size nor level bears."""
    return SEPARATEUR.join(
        f"{euros(m.montant)} du {jour(m.du)} au {jour(m.au)}"
        for m in aide.montants
        if m.montant is not None and m.effectif is None and m.niveau is None
    )
