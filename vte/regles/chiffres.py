"""The amounts, thresholds and dates of a barème, in French, for the texts that quote them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from vte.dossier import SEUIL_PME
from vte.horloge import aujourdhui
from vte.mots import SEPARATEUR, euros, jour, nombre
from vte.regles import au_jour
from vte.regles.catalogue import Catalogue
from vte.regles.dispositif import Bareme, Dispositif
from vte.territoires import ouvrir


def de(b: Bareme, catalogue: Catalogue, jour_dit: date | None = None) -> dict[str, str]:
    """A value for each name that responses may quote between braces. Error: BaseAbsente.

    After a verdict, they are those of the barème that judged (`Verdict.chiffres`). `jour_dit`: the
    day of which the other schemes are told, today by default; verbs are in the past once the
    barème is over.
    """
    jour_dit = jour_dit or aujourdhui()
    propres = {x.id: x.pour(b.du).montants[0].montant for x in catalogue.propres}
    passe = aujourdhui() > b.au
    return {
        **{f"montant_{nom}": euros(montant or 0) for nom, montant in propres.items()},
        **_des_autres(jour_dit, catalogue),
        **{nom: formes[passe] for nom, formes in catalogue.temps.items()},
        **_seuils(b),
        "date_dite": jour(jour_dit),
        "nombre_territoires": nombre(ouvrir().nombre_de_territoires(b.liste)),
        "periode_du": jour(b.du),
        "periode_au": jour(b.au),
        "annees": f"{b.du.year}-{b.au.year}",
    }


@lru_cache(maxsize=1 << 3)
def _des_autres(jour_dit: date, catalogue: Catalogue) -> Mapping[str, str]:
    """Of the other schemes. Kept: whatever text is said, they are those of the day."""
    return {
        **_cas(jour_dit, catalogue),
        **{f"montants_{x.id}": _montants(x) for x in catalogue.autres},
        **{f"jour_{x.id}": au_jour.dire(x, jour_dit, catalogue) for x in catalogue.autres},
        **{f"source_jour_{x.id}": au_jour.source(x, jour_dit, catalogue) for x in catalogue.autres},
        **{
            f"voisine_{v.id}": au_jour.dire_voisine(v, jour_dit, catalogue)
            for v in catalogue.voisines
        },
    }


def _seuils(b: Bareme) -> dict[str, str]:
    return {
        "pme_limite": nombre(SEUIL_PME),
        "effectif_limite": nombre(b.critere("taille").maximum + 1),
        "duree_min": str(b.critere("duree").minimum),
        "niveau_obtenu_min": str(b.critere("niveau_obtenu").minimum),
        "niveau_prepare_min": str(b.critere("niveau_prepare").minimum),
        "anciennete_max": str(b.critere("anciennete_diplome").ans),
    }


def _cas(jour_dit: date, catalogue: Catalogue) -> dict[str, str]:
    """What is paid on that day in the cases that have a name: `jour_handicap`."""
    return {
        f"jour_{m.autrement.cas}": au_jour.en_cas(x, m.autrement.cas, jour_dit, catalogue)
        for x in catalogue.autres
        for b in x.baremes
        for m in b.montants
        if m.autrement and m.autrement.cas
    }


def _montants(x: Dispositif) -> str:
    """« 8 000 € du … au … ; 6 000 € du … »: the periods on which neither size nor level bears."""
    return SEPARATEUR.join(
        f"{euros(m.montant)} du {jour(b.du)} au {jour(b.au)}"
        for b in x.baremes
        for m in b.montants
        if m.montant is not None and m.effectif is None and m.niveau is None
    )
