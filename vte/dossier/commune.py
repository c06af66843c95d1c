"""The commune of a post, as a dossier holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Commune:
    """`code`: INSEE code in the current COG; `departement`: its code, « 01 »."""

    code: str
    nom: str
    departement: str


# The current commune of an INSEE code, current or former; None when there is none.
TrouverCommune = Callable[[str], Commune | None]
