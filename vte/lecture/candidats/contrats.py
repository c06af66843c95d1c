"""Kinds of contract that a message names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.lexique import lexique, ou
from vte.lecture.candidats.texte import Texte

_MOTIF = re.compile(
    r"(?<!\w)"
    + ou(f"(?P<{sorte}>{ou(motifs)})" for sorte, motifs in lexique("contrats").items())
    + r"(?!\w)"
)
# « vie » is an everyday word: its capitals, or what stands before it, say that it is a contract.
_VIE = re.compile(r"(?<!\w)(?:(?<=en )|(?<=un )|(?<=contrat )|(?<=de )|^\W*)vie(?!\w)")
_SIGLE = re.compile(r"(?<!\w)V\.?I\.?E(?!\w)")


def contrats(texte: Texte) -> Iterator[Candidat]:
    """Each kind of contract that is named, where it is."""
    for m in _MOTIF.finditer(texte.plat):
        sorte = m.lastgroup or ""
        yield Candidat("contrat", m.start(), m.end(), {"contrat": sorte}, sorte)
    yield from _volontariats(texte)


def _volontariats(texte: Texte) -> Iterator[Candidat]:
    places = {m.span() for m in _SIGLE.finditer(texte.brut)}
    places |= {(m.end() - 3, m.end()) for m in _VIE.finditer(texte.plat)}
    for debut, fin in sorted(places):
        yield Candidat("contrat", debut, fin, {"contrat": "vie"}, "vie")
