"""Whether a message begins another recruitment: it forgets the one before, so it must say so."""

from __future__ import annotations

import re

from vte.texte import aplatir

AUTRE_POSTE = "autre_poste"
_QUOI = (
    r"(?:embauches?|postes?|recrutements?|cas|dossiers?|contrats?|offres?|recrues?|salariee?s?|jeunes?"
    r"|candidate?s?|alternante?s?|apprentie?s?|propositions?|boites?|entreprises?|profils?)"
)
_ORDINAL = (
    r"(?:autres?|deuxiemes?|seconde?s?|2e|2eme|2nde?|troisiemes?|3e|nouvel|nouveau|nouvelle"
    r"|prochaine?|suivante?)"
)
# Anything that sets another beside the one that was spoken of.
_AUTRE = re.compile(
    rf"\b{_ORDINAL}\b|\b(?:aussi|egalement|encore (?:une?|deux|trois|quatre)|en plus|ensuite"
    r"|maintenant|et puis|changeons|passons|change de|rebelote|next|au tour d|fait pareil"
    r"|pareil pour|idem pour)\b"
)
# « J'ai un autre poste à voir : …», at the beginning of a message that then states it. Whole words
# only (« ++ »): cut in every way, a word of 900 letters is never done with.
_ANNONCE = re.compile(rf"^(?:\W*+\w++){{0,8}}?\W*\b{_ORDINAL} {_QUOI}\b")
_HYPOTHESE = re.compile(r"\bsi (?:un jour|jamais|on|je|j'|nous|elle|il|c'|l'on)")


def announced(texte: str) -> bool:
    """Whether the message begins by announcing another recruitment."""
    plat = aplatir(texte)
    return bool(_ANNONCE.search(plat)) and not _HYPOTHESE.search(plat)


def meant(texte: str) -> bool:
    """Whether a message that a model takes for another recruitment may be one."""
    plat = aplatir(texte)
    return bool(_AUTRE.search(plat)) and not _HYPOTHESE.search(plat)
