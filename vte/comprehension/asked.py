"""The question that a message of several sentences puts, apart from what is told around it.

« Mon associé va être insupportable. Combien avons-nous raté ? » asks one thing; what comes before
only blurs it.
"""

from __future__ import annotations

import re

from vte.texte import aplatir

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
WORDS_THAT_ASK = r"pourquoi|comment|combien|est-ce|c'est quoi|qu'est|quels?|quelles?"
_ASKS = re.compile(
    rf"\?|\b(?:{WORDS_THAT_ASK}|cest quoi|rappele[zr]?|rappelle[sz]?|redi[ts]e?s?)\b"
)
WORDS = 3  # in fewer, a sentence says nothing by itself: « Ah bon ? »


def asks(texte: str) -> bool:
    """Whether it puts a question, with its mark or without."""
    return bool(_ASKS.search(aplatir(texte)))


def asked(texte: str) -> str | None:
    """The last sentence that asks something, of several; None where the message is one sentence."""
    phrases = [p.strip() for p in _END.split(texte) if p.strip()]
    if len(phrases) < 2:
        return None
    posees = [p for p in phrases if asks(p) and len(re.findall(r"\w+", p)) >= WORDS]
    return posees[-1] if posees else None
