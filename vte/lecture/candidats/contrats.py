"""Kinds of contract that a message names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import GENS, NOMBRE
from vte.lecture.candidats.lexique import lexique, par_sorte
from vte.lecture.candidats.texte import Texte

_SORTES = par_sorte(lexique("contrats").items())
# « vie » is an everyday word: its capitals, or what stands before it, say that it is a contract.
_VIE = re.compile(r"(?:(?<!\w)(?:en|un|contrat(?: de)?|du|le|ton|son|mon) |^\W*)(?P<vie>vie)(?!\w)")
# « 12 salariés et 3 apprentis »: of whom the staff is made, no contract to be signed.
_DU_PERSONNEL = re.compile(rf"(?<!\w){NOMBRE} (?:{GENS}) (?:et|dont|plus|\+) {NOMBRE} $")
_SIGLE = re.compile(r"(?<!\w)(?P<vie>VIE)(?!\w)")


def contrats(texte: Texte) -> Iterator[Candidat]:
    """Each kind of contract that is named, where it is."""
    for m in _SORTES.finditer(texte.plat):
        if _DU_PERSONNEL.search(texte.plat, 0, m.start()):
            continue
        sorte = m.lastgroup or ""
        yield Candidat("contrat", m.start(), m.end(), {"contrat": sorte}, sorte)
    places = {m.span("vie") for m in _SIGLE.finditer(texte.brut)}
    places |= {m.span("vie") for m in _VIE.finditer(texte.plat)}
    for debut, fin in sorted(places):
        yield Candidat("contrat", debut, fin, {"contrat": "vie"}, "vie")
