"""Whether a message says that what was said before was wrong, or who writes it."""

from __future__ import annotations

import re

from vte.texte import aplatir

_AVANT = r"(?:(?:ah|oh|euh|mais|enfin|bon|attende[zs]?|desole\w*)\W+)*"
_MOTS = re.compile(
    rf"^{_AVANT}(?:non|nan)\b|\b(?:en fait|finalement|au final|plutot|pardon|oups|mince|zut|aie"
    r"|erreur|corrig\w*|correction|rectif\w*|au lieu d\w*|tromp\w+|je voulais dire"
    r"|autant pour moi|au temps pour moi|decale\w*|repouss\w*|avanc(?:e|er|ons|ez)|report\w+"
    r"|(?:on|je) (?:change|modifie)|change[rz]?)\b"
    r"|(?:^|[,;:(]| et| mais|\bc'est \w+)\s*pas (?:a |au |en |le |la |un |une |de |d')?\d"
)


_MOI = re.compile(
    r"\b(?:je|j'?)\s?(?:ne )?suis?\b|\bchuis?\b|\bc'?\s?est (?:bien )?moi\b|\bmoi c'?\s?est\b"
    r"|\ben tant qu|\b(?:nous sommes|on est) l"
)


def se_corrige(texte: str) -> bool:
    return bool(_MOTS.search(aplatir(texte)))


def se_presente(texte: str) -> bool:
    """Whether somebody says who they are: « je suis le patron », « c'est moi l'employeur »."""
    return bool(_MOI.search(aplatir(texte)))
