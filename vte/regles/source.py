"""Where a fact comes from, and when that was read."""

from __future__ import annotations

import datetime
import re
from typing import Any

from pydantic import root_validator

from vte.regles.modele import Modele

TEXTE_NUMEROTE = re.compile(r"(?:décret|loi|arrêté|ordonnance) n° \d{4}-\d+")


class Source(Modele):
    """A title, the date of the source in words, and an https link or a numbered text.

    `du`: its date, to the day, or the first of its month, where it says one; `lu`: the day on
    which it was last read before the files were written.
    """

    titre: str
    date: str
    lien: str | None = None
    texte: str | None = None
    du: datetime.date | None = None
    lu: datetime.date

    @root_validator
    def _ou_la_trouver(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        lien, texte = valeurs.get("lien") or "", valeurs.get("texte") or ""
        if not lien.startswith("https://") and not TEXTE_NUMEROTE.fullmatch(texte):
            raise ValueError(
                "une source a un « lien » https ou un « texte » numéroté, "
                "comme « décret n° 2008-1354 »"
            )
        return valeurs

    @property
    def citation(self) -> str:
        return f"{self.titre} ({self.date}), {self.lien or self.texte}"
