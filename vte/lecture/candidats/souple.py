"""Words as people spell them by ear: a pattern of all that sounds like a word.

« quarante » is also « quarente », « karante », « quarantte »: letters that sound alike stand for
each other, a double one may be single, and what is not heard at the end may be missing.
"""

from __future__ import annotations

import re
from functools import cache

# What a group of letters may be written; the first that fits is taken, the longest ones first.
_SONS: tuple[tuple[str, str], ...] = (
    (r"eaux?$", "(?:eaux?|au|os?)"),
    (r"ees?$", "(?:ees?|er|e|ait|ais|ez)"),
    (r"iers?$", "i(?:er?s?|ez|et)"),
    (r"ets?$", "(?:ets?|e|ais?|ait)"),
    (r"ge$", "(?:ge?|je?|z)"),
    (r"[ts]ion", "(?:ti|ci|s{1,2}i|ssi)on{1,2}"),
    (r"eau|au", "(?:eau|au|o)"),
    (r"ain|ein|in(?![aeiouyn])", "(?:ai|ei|i|e)[nm]"),
    (r"(?:en|em|an|am)(?=[^aeiouynm]|$)", "[ae][nm]"),
    (r"qu", "(?:qu?|k)"),
    (r"ph", "(?:ph|f)"),
    (r"pt", "p?t"),
    (r"ai|ei", "(?:ai|ei|e)"),
    (r"(?<=[aeiouy])ss(?=[aeiouy])|(?<=.)c(?=[eiy])", "(?:s{1,2}|c)"),
    (r"(?<=[aeiouy])s(?=[aeiouy])", "[sz]"),
    (r"z", "[zs]"),
    (r"x(?=[aeiouy])", "(?:x|s{1,2})"),
    (r"y", "[yi]"),
    (r"e$", "e?"),
    (r"es$", "e?s?"),
    (r"[stdxp]$", r"\g<0>?"),
    (r"(?<=.)([cflmnprt])\1?", r"\1{1,2}"),
)
_COMPILES = [(re.compile(motif), ecrit) for motif, ecrit in _SONS]
_LONG = 8  # letters: a word as long is known with one of them wrong
_MOT = re.compile(r"~([a-z]+)\??")  # a last letter that may be missing is one that is not heard


@cache
def souple(mot: str) -> str:
    """A pattern of the spellings of `mot`, a flat word."""
    motif, place = "", 0
    while place < len(mot):
        for son, ecrit in _COMPILES:
            if m := son.match(mot, place):
                motif += m.expand(ecrit)
                place = m.end()
                break
        else:
            motif += mot[place]
            place += 1
    return motif


def a_une_faute(mot: str) -> str:
    """A pattern of `mot` with one letter wrong, missing, too many or exchanged; not the first."""
    return mot[0] + _fautes(mot[1:])


def _fautes(mot: str) -> str:
    """Nested, so that what is common to the beginnings is tried once."""
    tete, reste = mot[0], mot[1:]
    if not reste:
        return rf"(?:{tete}\w?|\w?)"
    return rf"(?:{tete}{_fautes(reste)}|\w?{reste}|\w{mot}|{reste[0]}{tete}{reste[1:]})"


def assouplir(motif: str) -> str:
    """A pattern of a lexicon, where « ~mot » stands for all that « mot » may be spelled."""
    return _MOT.sub(lambda m: f"(?:(?:{_variantes(m[1])})s?)", motif)


def _variantes(mot: str) -> str:
    return f"{souple(mot)}|{a_une_faute(mot)}" if len(mot) >= _LONG else souple(mot)
