"""The words of the grammars: YAML files beside the code, and patterns made of them.

In a lexicon, « ~mot » stands for all that sounds like « mot » (souple.py); every pattern is tried
on the flat text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from vte.lecture.candidats.souple import assouplir

DEBUT, FIN = r"(?<!\w)", r"(?!\w)"  # the ends of a whole word


@cache
def lexique(nom: str, paquet: str = __package__) -> Any:
    """What `nom`.yaml holds, of the grammars or of another package."""
    return yaml.safe_load(files(paquet).joinpath(f"{nom}.yaml").read_text(encoding="utf-8"))


def ou(motifs: Iterable[str]) -> str:
    """A pattern that is any of `motifs`, the first that fits."""
    return f"(?:{'|'.join(map(assouplir, motifs))})"


def par_sorte(sortes: Iterable[tuple[str, Iterable[str]]]) -> re.Pattern[str]:
    """Any whole word of these; the group that matched is named as its kind (`m.lastgroup`)."""
    return re.compile(DEBUT + ou(f"(?P<{sorte}>{ou(motifs)})" for sorte, motifs in sortes) + FIN)
