"""La forme commune sous laquelle deux écritures d'un même nom de lieu se rencontrent."""

from __future__ import annotations

import re
import unicodedata

_ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous", "lez": "les"}
_ARTICLES = ("l", "le", "la", "les")
_MOTS = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"\b(\d{1,2})\s*(?:er|e|eme|ieme|°)\b")


def sans_accents(texte: str) -> str:
    """Minuscules, sans accents ni ligatures ; même longueur non garantie."""
    plat = texte.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", plat) if not unicodedata.combining(c))


def mots(texte: str) -> list[str]:
    """« Chalon s/ Saône » -> ["chalon", "sur", "saone"]."""
    plat = _ORDINAL.sub(r"\1e", sans_accents(texte))
    plat = re.sub(r"\bs/", " sur ", plat)
    trouves = _MOTS.findall(plat)
    # Un « s » isolé n'abrège « sur » qu'entre deux mots.
    return [
        _ABREGES.get(m, m) if m != "s" or 0 < i < len(trouves) - 1 else m
        for i, m in enumerate(trouves)
    ]


def cle(texte: str) -> str:
    """La clé d'un nom, sans article en tête : « La Roche-sur-Yon » -> "roche sur yon"."""
    liste = mots(texte)
    if len(liste) > 1 and liste[0] in _ARTICLES:
        liste = liste[1:]
    return " ".join(m for m in liste if m != "arrondissement")
