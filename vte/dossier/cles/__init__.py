"""The keys of the dossier (CONTRACT, section 1), one file each; this is their only list.

Their order is that of the fields of `Dossier`, and of everything that shows a dossier whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vte.dossier.cle import Cle
from vte.dossier.cles import (
    commune,
    contrat,
    date_debut,
    date_diplome,
    duree_mois,
    effectif,
    niveau_obtenu,
    niveau_prepare,
    profil,
    taille,
)

_TOUTES: tuple[Cle, ...] = (
    profil.CLE,
    commune.CLE,
    effectif.CLE,
    taille.CLE,
    contrat.CLE,
    duree_mois.CLE,
    date_debut.CLE,
    niveau_obtenu.CLE,
    date_diplome.CLE,
    niveau_prepare.CLE,
)
LES_CLES: Mapping[str, Cle] = MappingProxyType({c.nom: c for c in _TOUTES})
CLES = tuple(LES_CLES)


def cle(nom: str) -> Cle:
    """Error: KeyError for a name that is no key of the dossier."""
    return LES_CLES[nom]
