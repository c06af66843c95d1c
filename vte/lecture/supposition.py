"""« Et si c'était un CDI ? »: what is supposed is no fact, and can be tried.

It is read as if it were stated: without the words that suppose, and in the present.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import yaml

from vte.texte import aplatir
from vte.tokens import tokens

_LEXIQUE: Any = yaml.safe_load(
    files(__package__).joinpath("supposition.yaml").read_text(encoding="utf-8")
)
_AMORCE = re.compile(rf"\b(?:{'|'.join(_LEXIQUE['amorces'])})\b(?: (?:que|ou)\b| qu')?")
# « Et avec un BTS ? »: what comes in the place of what was said.
_A_LA_PLACE = re.compile(
    r"^(?:(?:ok|d'accord|bon|oui|non|et)\W+)*"
    r"et (?=(?:une?|avec|en|pour|dans|quelqu'un|sans)\b[^?]*\?\s*$)"
)
_PRESENT = {forme: present for present, formes in _LEXIQUE["present"].items() for forme in formes}
_VERBE = re.compile(rf"\b(?:{'|'.join(_PRESENT)})\b|(?P<fin>(?<=\w\w)(?:ait|ais|aient)\b)")


def _debut_du_mot(plat: str, place: int) -> int:
    while place and plat[place - 1].isalpha():
        place -= 1
    return place


def enoncer(texte: str) -> tuple[str, int] | None:
    """What is supposed, as if it were stated, and where it begins; None when nothing is.

    A character stands for a character: what is found in it is found in `texte`, that much further.
    """
    plat = aplatir(texte)
    amorce = _AMORCE.search(plat) or _A_LA_PLACE.search(plat)
    if amorce is None:
        return None
    debut = amorce.end()
    suite = list(texte[debut:].replace("?", "."))
    verbes = {t.start for t in tokens(texte) if t.pos in ("VERB", "AUX") and t.text.islower()}
    for m in _VERBE.finditer(plat, debut):
        if m["fin"] and _debut_du_mot(plat, m.start()) not in verbes:
            continue  # « Beauvais », « anglais »
        present = "e" if m["fin"] else _PRESENT[m[0]]  # « durait » : « dure »
        suite[m.start() - debut : m.end() - debut] = present.ljust(len(m[0]))
    return "".join(suite), debut
