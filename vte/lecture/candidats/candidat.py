"""A value that the text could hold: what it is worth in each role, and where it stands.

Grammars find candidates (one file a kind); they do not decide whether the message states them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vte.lecture.lieux import LieuLu

# What a candidate may be, by kind; a role is a key of the dossier, but the last one: the date of a
# diploma still to come is a date of the diploma too, whose year is ahead.
A_VENIR = "date_diplome_a_venir"
ROLES: Mapping[str, tuple[str, ...]] = {
    "nombre": ("effectif", "duree_mois", "niveau_obtenu", "niveau_prepare"),
    "taille": ("taille",),
    "contrat": ("contrat",),
    "duree": ("duree_mois",),
    "date": ("date_debut", "date_diplome", A_VENIR),
    "diplome": ("niveau_obtenu", "niveau_prepare"),
    "lieu": ("commune",),
}


def cle_du_role(role: str) -> str:
    """The key of the dossier that a role gives."""
    return "date_diplome" if role == A_VENIR else role


@dataclass(frozen=True)
class Candidat:
    """`nature`: a key of ROLES; `valeurs`: the JSON value in each role that it may have.

    `debut`, `fin`: the shortest span that says it, in characters; `forme`: which grammar found it,
    a short name that says how the value is written; `a_l_annee`: a date of which only the year is
    said; `indices`: what else the grammar knows, as short names (« capitale », « fautes »); `lieu`:
    of a place, all that the base found.
    """

    nature: str
    debut: int
    fin: int
    valeurs: Mapping[str, Any]
    forme: str
    a_l_annee: bool = False
    indices: tuple[str, ...] = ()
    lieu: LieuLu | None = field(default=None, compare=False)
