"""« Et si c'était un CDI ? »: what is supposed is no fact, and can be tried.

It is read as if it were stated: without the words that suppose, and in the present.
"""

from __future__ import annotations

import re

from vte.lecture.candidats.lexique import lexique
from vte.texte import aplatir
from vte.tokens import tokens

_LEXIQUE = lexique("supposition", __package__)
_AMORCE = re.compile(rf"\b(?:{'|'.join(_LEXIQUE['amorces'])})\b(?: (?:que|ou)\b| qu')?")
# « Et avec un BTS ? »: what comes in the place of what was said.
_A_LA_PLACE = re.compile(
    r"^(?:(?:ok|d'accord|bon|oui|non|et)\W+)*"
    r"et (?=(?:une?|avec|en|pour|dans|quelqu'un|sans)\b[^?]*\?\s*$)"
)
_PRESENT = {forme: present for present, formes in _LEXIQUE["present"].items() for forme in formes}
_VERBE = re.compile(rf"\b(?:{'|'.join(_PRESENT)})\b|\b\w\w+(?P<fin>ait|ais|aient)\b")


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
        regle = m["fin"] is not None  # « durait » : « dure »
        if regle and m.start() not in verbes:
            continue  # « Beauvais », « anglais »
        present, (de, a) = ("e", m.span("fin")) if regle else (_PRESENT[m[0]], m.span())
        suite[de - debut : a - debut] = present.ljust(a - de)
    return "".join(suite), debut
