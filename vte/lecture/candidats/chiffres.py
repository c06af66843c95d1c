"""Numbers as they are written: figures, words, collectives; patterns and what they are worth."""

from __future__ import annotations

import math
import re
from functools import cache

from vte.lecture.candidats.lexique import lexique, ou

_LEXIQUE = lexique("nombres")


def _motif(mots: dict[str, int]) -> str:
    return ou(sorted(mots, key=len, reverse=True))


_UNITES, _DIZAINES, _COLLECTIFS = (_LEXIQUE[c] for c in ("unites", "dizaines", "collectifs"))
_CENT, _MILLE = (ou(_LEXIQUE[c]) for c in ("cent", "mille"))
_QUATRE_VINGT = r"~quatre[ -]*~vingt"
_ET = r"[ -]+(?:(?:et?|&)[ -]+)?"
_U19 = rf"(?:di[xzsc]e?[ -]+{ou(('~sept', 'set', '~huite?', 'neuf'))}|{_motif(_UNITES)})(?!\w)"
_D99 = rf"(?:(?:{ou([_QUATRE_VINGT])}|{_motif(_DIZAINES)})s?(?:{_ET}{_U19})?(?!\w)|{_U19})"
_CENTS = rf"(?:(?:{_U19}[ -]+)?{_CENT}(?:{_ET}{_D99})?(?!\w)|{_D99})"
# Not the head of a longer word (« septante », « dix-huitième »).
_FIN = r"(?!\w|[ -](?:et[ -])?\w+i?emes?\b)"
EN_LETTRES = rf"(?:(?:(?:{_CENTS}[ -]+)?{_MILLE}(?:{_ET}{_CENTS})?(?!\w)|{_CENTS}|zero){_FIN})"
EN_CHIFFRES = (
    r"(?:(?:\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?![.,]?\d)|\d+(?:[.,]\d+)?\s?k(?!\w)|"
    r"\d+(?:[.,]\d+)?)(?!\d))"
)
NOMBRE = rf"(?:{EN_CHIFFRES}|{EN_LETTRES})"
# Small numbers, before a unit of time.
PETIT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|{_D99}{_FIN})"
# Years in words: « deux mille vingt », « nonante-neuf ».
AN_EN_LETTRES = rf"(?:deux[ -]+{_MILLE}(?:{_ET}{_D99})?{_FIN})"
AN_COURT_EN_LETTRES = rf"(?:(?:{_MILLE}[ -]+neuf[ -]+{_CENT}[ -]+)?{_D99}{_FIN})"
COLLECTIF = (
    rf"(?:(?P<fois>{_U19}|\d{{1,2}})\s+)?(?:(?:toute )?(?:petite?|bonne?|grosse?|grande?|belle|"
    rf"bon|gros)\s+)?(?P<demi>demi[ -]?)?(?P<collectif>{_motif(_COLLECTIFS)})s?(?!\w)"
)
COMPTE = rf"(?:{COLLECTIF}|(?P<n>{NOMBRE}))"

GENS = ou(_LEXIQUE["gens"])  # whom a number counts
# After a number that stands alone.
SEUL = re.compile(rf"(?=[ \x00]*(?:$|[^\w \x00]|{ou(_LEXIQUE['suite'])}\b))")
SUITE = ou(_LEXIQUE["suite"])


def valeur(ecrit: str) -> float | None:
    """« 1 200 », « 1,2k », « 48,5 », « deux cent un » -> what it is worth; None for no number."""
    serre = re.sub(r"[ .](?=\d{3}(?!\d))", "", ecrit.strip())
    if re.match(r"\d", serre):
        mille = 1000 if serre.endswith("k") else 1
        return float(serre.rstrip(" k").replace(",", ".")) * mille
    return _en_lettres(serre)


def entier(ecrit: str) -> int | None:
    """The same, rounded up: « 48,5 » people are 49."""
    n = valeur(ecrit)
    return None if n is None or n >= 1e8 else math.ceil(round(n, 3))


def compte(m: re.Match[str]) -> int | None:
    """What a match of COMPTE is worth."""
    return collectif(m) if m["collectif"] else entier(m["n"])


def collectif(m: re.Match[str]) -> int:
    """What a match of COLLECTIF is worth: « une demi-douzaine », « deux dizaines »."""
    fois = entier(m["fois"]) if m["fois"] else 1
    return (fois or 1) * _selon(_COLLECTIFS, m["collectif"]) // (2 if m["demi"] else 1)


def _en_lettres(ecrit: str) -> float | None:
    """Word by word: « cent » multiplies what stands before it, « mille » all of it."""
    total, courant = 0, 0
    for mot in re.split(r"[ -]+", _couper_quatre_vingt(ecrit)):
        if _est(_MILLE, mot):
            total, courant = total + max(courant, 1) * 1000, 0
        elif _est(_CENT, mot):
            courant = max(courant, 1) * 100
        elif mot not in ("et", "e", "&", ""):
            n = _selon(_UNITES, mot) or _selon(_DIZAINES, mot.removesuffix("s"))
            if not n and mot != "zero":
                return None
            courant += 76 if n == 20 and courant % 100 == 4 else n  # quatre-vingts
    return total + courant


def _couper_quatre_vingt(ecrit: str) -> str:
    return re.sub(ou([r"(~quatre)(~vingts?)"]), r"\1 \2", ecrit)


@cache
def _est(motif: str, mot: str) -> bool:
    return re.fullmatch(motif, mot) is not None


@cache
def _compile(motif: str) -> re.Pattern[str]:
    return re.compile(ou([motif]))


def _selon(mots: dict[str, int], mot: str) -> int:
    """The value of the first of `mots` that `mot` spells; 0 when none."""
    return next((n for motif, n in mots.items() if _compile(motif).fullmatch(mot)), 0)
