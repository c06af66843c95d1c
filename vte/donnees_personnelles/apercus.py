"""What is shown of a name and of an address: enough to be recognised."""

from __future__ import annotations

import re


def apercu(coordonnee_lue: str) -> str:
    """Enough to be recognised, too little to be called: « m…@exemple.fr », « … 78 »."""
    if "@" in coordonnee_lue:
        nom, _, domaine = coordonnee_lue.partition("@")
        return f"{nom[:1]}…@{domaine.strip()}"
    premier = coordonnee_lue[:1] if coordonnee_lue[:1].isalpha() else ""  # « marc (at) exemple.fr »
    return f"{premier}… {coordonnee_lue[-2:]}"


def initiales(nom: str) -> str:
    """« Marie Dupont » -> « M. D. »."""
    return " ".join(f"{mot[0].upper()}." for mot in re.findall(r"\w+", nom)[:4])
