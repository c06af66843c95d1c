"""Answers within the limits of a platform: texts cut at sentences, titles shortened, choices numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

_COUPURES = (
    re.compile(r"\n+"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"(?<=[;,:])\s+"),
    re.compile(r"\s+"),
)


def decouper(texte: str, maximum: int) -> list[str]:
    """Parts of at most `maximum` characters: cut at lines, else sentences, else words, else anywhere; nothing but white space is lost."""
    parts, reste = [], texte.strip()
    while len(reste) > maximum:
        ici = _ou_couper(reste, maximum)
        parts.append(reste[:ici].rstrip())
        reste = reste[ici:].lstrip()
    return [*parts, reste] if reste else parts


def _ou_couper(texte: str, maximum: int) -> int:
    for motif in _COUPURES:
        trouvees = [m.end() for m in motif.finditer(texte, 0, maximum + 1) if m.start() <= maximum]
        # A cut in the first quarter would make many small messages.
        if trouvees and trouvees[-1] > maximum / 4:
            return min(trouvees[-1], maximum)
    return maximum


def abreger(titre: str, maximum: int) -> str:
    """A button's title in at most `maximum` characters: without its parenthesis, else cut with « … »."""
    if len(titre) <= maximum:
        return titre
    # « Saint-Denis (93, Seine-Saint-Denis) » -> « Saint-Denis (93) »
    court = re.sub(r"\s*\((\w+),[^)]*\)$", r" (\1)", titre)
    return court if len(court) <= maximum else court[: maximum - 1].rstrip() + "…"


def menu(texte: str, titres: Sequence[str]) -> str:
    """The text, then its choices numbered from 1."""
    lignes = [f"{i}. {titre}" for i, titre in enumerate(titres, 1)]
    return "\n".join([texte, "", *lignes, "", "Répondez par un numéro, ou avec vos mots."])


def choisi(texte: str, titres: Sequence[str]) -> int | None:
    """The place, from 0, of what « 2 », « 2. » or the words of a title choose; None if nothing is chosen."""
    propre = texte.strip().rstrip(".)").strip().casefold()
    if propre.isdecimal() and len(propre) <= 2 and 1 <= int(propre) <= len(titres):
        return int(propre) - 1
    return next((i for i, titre in enumerate(titres) if titre.casefold() == propre), None)
