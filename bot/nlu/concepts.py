"""The families of words of concepts.yml that a sentence touches.

Written by hand, from what the subject is made of: they let a linear model understand words that no training sentence has.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import yaml

FICHIER = Path(__file__).with_name("concepts.yml")


@lru_cache(maxsize=1)
def familles() -> dict[str, re.Pattern[str]]:
    """name -> what is searched in the flat text, at the start of a word."""
    brutes: dict[str, list[str]] = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
    return {
        nom: re.compile(r"(?<![^\W_])(?:" + "|".join(motifs) + ")")
        for nom, motifs in brutes.items()
    }


def concepts(plat: str) -> list[str]:
    """The names of the families found in a flat text (vte.texte), in the file's order."""
    return [nom for nom, motif in familles().items() if motif.search(plat)]


def traits(plat: str) -> list[str]:
    """What the classifier reads: each family, and each pair of them."""
    noms = concepts(plat)
    return noms + [f"{a}+{b}" for a, b in combinations(noms, 2)]
