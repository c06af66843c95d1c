"""What states no fact: links, telephones, SIRET, money, measures, addresses, labels."""

from __future__ import annotations

import re

from vte.lecture.candidats.chiffres import GENS, NOMBRE, SUITE
from vte.lecture.candidats.lexique import lexique
from vte.texte import masquer

_LEXIQUE: dict[str, list[str]] = lexique("masques")


def _compiler(motif: str) -> re.Pattern[str]:
    for nom, sens in {"{nombre}": NOMBRE, "{gens}": GENS, "{suite}": SUITE}.items():
        motif = motif.replace(nom, sens)
    return re.compile(motif)


_LIENS = [_compiler(motif) for motif in _LEXIQUE["liens"]]
_FIGURES = [
    _compiler(motif) for sorte, motifs in _LEXIQUE.items() for motif in motifs if sorte != "liens"
]


def cacher_liens(plat: str) -> str:
    """`plat`, of the same length, where addresses of sites and of e-mails are \\x00."""
    return _cacher(plat, _LIENS)


def cacher(plat: str) -> str:
    """`plat`, of the same length, where figures that state no fact are \\x00."""
    return _cacher(plat, _FIGURES)


def _cacher(plat: str, motifs: list[re.Pattern[str]]) -> str:
    for motif in motifs:
        for m in motif.finditer(plat):
            plat = masquer(plat, *m.span("n" if "n" in motif.groupindex else 0))
    return plat
