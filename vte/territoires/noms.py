"""The common form in which two spellings of one place's name meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_ABREGES = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s": "sur",
    "ss": "sous",
    "lez": "les",
    "mt": "mont",
    "nd": "notre dame",
    "gd": "grand",
    "gde": "grande",
    "vx": "vieux",
}
ARTICLES = frozenset(("l", "le", "la", "les"))
# The small words that people forget or change: « Bourg Bresse », « Fontenay ss Bois ».
LIAISONS = ARTICLES | {"d", "de", "du", "des", "en", "sur", "sous", "a", "au", "aux", "et", "lez"}
_ARRONDISSEMENT = frozenset(("arrondissement", "arrondissements", "arr", "ardt"))
_MOT = re.compile(
    r"\bn\.?[ -]?d\b\.?(?=[ -]d)|\d{1,2}(?:er|ère|ere|ème|eme|ième|ieme|nd|e|°)\b|[^\W_]+", re.I
)
_ARTICLE = re.compile(r"(les?|la|l)\b['’ -]\s*\w", re.I)
_ORDINAL = re.compile(r"(\d{1,2})(?:er|eme|ere|ieme|nd|e|°)")


@dataclass(frozen=True, slots=True)
class Jeton:
    """A word of a text, in its common form, and its place."""

    mot: str
    debut: int
    fin: int


def sans_accents(texte: str) -> str:
    """Lower case, no accents, no ligatures; the length may change."""
    plat = texte.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", plat) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 15)
def _mot(brut: str) -> str:
    plat = sans_accents(brut)
    if plat[0] == "n" and not plat.isalpha():  # « N.-D. de Gravenchon »
        return _ABREGES["nd"]
    if brut[0].isdigit() and (ordinal := _ORDINAL.fullmatch(plat)):
        return f"{ordinal.group(1)}e"
    return _ABREGES.get(plat, plat)


def jetons(texte: str) -> list[Jeton]:
    """« Chalon s/ Saône » -> chalon, sur, saone, each at its place in `texte`."""
    trouves = [Jeton(_mot(m.group()), m.start(), m.end()) for m in _MOT.finditer(texte)]
    return [
        j if _abrege(texte, j, i, len(trouves)) else Jeton("s", j.debut, j.fin)
        for i, j in enumerate(trouves)
        if j.mot
    ]


def _abrege(texte: str, jeton: Jeton, rang: int, total: int) -> bool:
    """A lone « s » stands for « sur » between two words only, and never in « s'installer »."""
    if jeton.mot != "sur" or jeton.fin - jeton.debut > 1:
        return True
    return 0 < rang < total - 1 and texte[jeton.fin : jeton.fin + 1] not in ("'", "’")


def mots(texte: str) -> list[str]:
    """The words of `texte` in their common form."""
    return [j.mot for j in jetons(texte)]


def cle_de(liste: Iterable[str]) -> str:
    """The key of words in their common form: no leading article, no « arrondissement »."""
    gardes = [m for m in liste if m not in _ARRONDISSEMENT]
    if len(gardes) > 1 and gardes[0] in ARTICLES:
        del gardes[0]
    return " ".join(gardes)


def cle(texte: str) -> str:
    """The key of a name: « La Roche-sur-Yon » -> "roche sur yon"."""
    return cle_de(mots(texte))


def lache(cle_de_nom: str) -> str:
    """The key without its small words: "roche sur yon" -> "roche yon"; or as it is, if all go."""
    return " ".join(m for m in cle_de_nom.split() if m not in LIAISONS) or cle_de_nom


def serree(cle_de_nom: str) -> str:
    """The key without spaces: where words are cut does not count."""
    return cle_de_nom.replace(" ", "")


def sans_article(texte: str) -> str:
    """« Le Mans » -> « Mans »."""
    trouve = _ARTICLE.match(texte)
    return texte[trouve.end(1) + 1 :] if trouve else texte


def article(texte: str) -> str | None:
    """The leading article of a name: « Le Mans » -> "le"; None when it has none."""
    trouve = _ARTICLE.match(texte)
    return trouve.group(1).lower() if trouve else None
