"""How a name is pronounced, roughly: « Kimper » and « Quimper » have the same sound.

The rules go from the longest to the shortest; each sound is a letter or a figure
(1 ch, 2 an, 3 on, 4 ou, 5 in, 6 oi). Accents say little: they are dropped, but the cedilla and
the acute one at the end of a word, that is heard: « morlé » is said like Morlaix.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from vte.territoires.noms import sans_accents

# Sounds for a while, until the mute letters fall: 0 yod, 8 eu, 9 é closed or open.
_REGLES = tuple(
    (re.compile(motif), son)
    for motif, son in (
        (r"ç", "ss"),
        (r"(?<=..)ée?s?$", "9"),
        (r"é", "e"),
        (r"sch|ch|sh", "1"),
        (r"ph", "f"),
        (r"h", ""),
        (r"(?:eau|au)[xdlts]*$|(?<=.)ots?$|eau|au", "o"),
        (r"œ|oeu|eu", "8"),
        (r"(?<=[aeou])y(?=[aeiou])", "0"),
        (r"(?<=on)t(?=[bcdfgjklmnpqsvz])", ""),
        (r"(?<=[aeou8])ill?(?:es?)?$|(?<=[aeou8])ill?(?=[aeiou])", "0"),
        (r"(?<=[aeou8])ye$", "0"),
        (r"gn", "ni"),
        (r"gu(?=[eiy89])", "g"),
        (r"qu|q|ck|cqu", "k"),
        (r"s?c(?=[eiy89])", "ss"),
        (r"c", "k"),
        (r"ge(?=[ao])|g(?=[eiy89])", "j"),
        (r"(?:ain|ein|aim|eim|yn|ym|in|im|un|um)(?![aeiouymn89])", "5"),
        (r"ien(?![aeiouymn89])", "i5"),
        (r"(?:aon$|an|am|en|em)(?![aeiouymn89])", "2"),
        (r"(?:on|om)(?![aeiouymn89])", "3"),
        (r"ou", "4"),
        (r"oi|oy(?![aeiou])", "6"),
        (r"ai|ei|ay|ey", "9"),
        (r"w", "v"),
        (r"y", "i"),
        (r"(?<=[iouo8469])x$", ""),
        (r"x", "ks"),
        (r"z(?=.)", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:er|ez|et|ed)s?$", "9"),
        (r"(?<=[aeiourn1-689])[stdpz]+$", ""),
        (r"(?<=..)e$", ""),
        (r"0", "y"),
        (r"[89]", "e"),
        (r"(.)\1+", r"\1"),
    )
)


_CACHES, _RENDUS = str.maketrans("çé", "\x00\x01"), str.maketrans("\x00\x01", "çé")


@lru_cache(maxsize=1 << 12)
def _son(mot: str) -> str:
    for motif, son in _REGLES:
        mot = motif.sub(son, mot)
    return mot


def sons(texte: str) -> str:
    """The sounds of a name, words joined: « Montluçon » -> « m3tlus3 »."""
    ecrit = normalize("NFC", texte.casefold())
    plat = sans_accents(ecrit.translate(_CACHES)).translate(_RENDUS)
    return "".join(_son(mot) for mot in re.findall(r"[^\W_]+", plat))
