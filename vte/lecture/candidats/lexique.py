"""The words of the grammars: YAML files beside the code, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexique(nom: str) -> Any:
    """What `nom`.yaml holds."""
    return yaml.safe_load(files(__package__).joinpath(f"{nom}.yaml").read_text(encoding="utf-8"))


def ou(motifs: Iterable[str]) -> str:
    """A pattern that is any of `motifs`, the first that fits."""
    return f"(?:{'|'.join(motifs)})"


def mots_entiers(motifs: Iterable[str]) -> re.Pattern[str]:
    """Any of `motifs`, as whole words."""
    return re.compile(rf"(?<!\w){ou(motifs)}(?!\w)")
