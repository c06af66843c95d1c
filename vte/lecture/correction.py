"""Whether a message says that what was said before was wrong: « finalement », « non, 45 »."""

from __future__ import annotations

import re

from vte.texte import aplatir

_AVANT = r"(?:(?:ah|oh|euh|mais|enfin|bon|attende[zs]?|desole\w*)\W+)*"
_MOTS = re.compile(
    rf"^{_AVANT}(?:non|nan)\b|\b(?:en fait|finalement|au final|plutot|pardon|oups"
    r"|erreur|je corrige|corriger|correction|rectif\w*|au lieu d\w*|tromp\w+|je voulais dire)\b"
)


def se_corrige(texte: str) -> bool:
    return bool(_MOTS.search(aplatir(texte)))
