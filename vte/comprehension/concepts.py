"""The families of words of concepts.yml that a sentence touches.

Written by hand, from what the subject is made of: they let a linear model understand words that
no training sentence has.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("concepts.yml")


@lru_cache(maxsize=1)
def families() -> dict[str, re.Pattern[str]]:
    """name -> what is searched in the flat text, at the start of a word."""
    raw: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        name: re.compile(r"(?<![^\W_])(?:" + "|".join(patterns) + ")")
        for name, patterns in raw.items()
    }


def concepts(plat: str) -> list[str]:
    """The names of the families found in a flat text (vte.texte), in the file's order."""
    return [name for name, pattern in families().items() if pattern.search(plat)]


def with_pairs(plat: str) -> list[str]:
    """Each family that is found, and each pair of them."""
    names = concepts(plat)
    return names + [f"{a}+{b}" for a, b in combinations(names, 2)]
