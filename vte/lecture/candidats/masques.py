"""What holds figures and states no fact: telephones, SIRET, money, measures, addresses, labels."""

from __future__ import annotations

import re
from itertools import chain

from vte.lecture.candidats.chiffres import GENS, NOMBRE, SUITE
from vte.lecture.candidats.lexique import lexique
from vte.texte import masquer

_MOTIFS = [
    re.compile(motif.replace("{nombre}", NOMBRE).replace("{gens}", GENS).replace("{suite}", SUITE))
    for motif in chain.from_iterable(lexique("masques").values())
]


def cacher(plat: str) -> str:
    """`plat`, of the same length, where such figures are \\x00."""
    for motif in _MOTIFS:
        for m in motif.finditer(plat):
            plat = masquer(plat, *m.span("n" if "n" in motif.groupindex else 0))
    return plat
