"""Numbers as they are written: figures, words, collectives; patterns and what they are worth."""

from __future__ import annotations

import math
import re

_UNITES = {
    mot: valeur
    for valeur, mot in enumerate(
        ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"]
    )
} | {"une": 1, "quatres": 4, "quinz": 15, "set": 7}
_DIZAINES = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_U19 = (
    r"(?:dix[ -]+(?:sept|huit|neuf)|onze|douze|treize|quatorze|quinze?|seize|dix|"
    r"une?|deux|trois|quatres?|cinq|six|sept|huit|neuf)"
)
_D99 = rf"(?:(?:quatre[ -]*vingt|{'|'.join(_DIZAINES)})s?(?:[ -]+(?:et[ -]+)?{_U19})?(?!\w)|{_U19})"
_CENTS = rf"(?:(?:{_U19}[ -]*)?cents?(?:[ -]+(?:et[ -]+)?{_D99})?(?!\w)|{_D99})"
# Not the head of a longer word (« septante », « dix-huitième »).
_FIN = r"(?!\w|[ -](?:et[ -])?\w+iemes?\b)"
EN_LETTRES = (
    rf"(?:(?:{_CENTS}[ -]+)?milles?(?:[ -]+(?:et[ -]+)?{_CENTS})?(?!\w)|{_CENTS}|zero){_FIN}"
)
EN_CHIFFRES = r"(?:\d{1,3}(?:[ .]\d{3})+(?![.,]?\d)|\d+(?:[.,]\d+)?\s?k\b|\d+(?:[.,]\d+)?)(?!\d)"
NOMBRE = rf"(?:{EN_CHIFFRES}|{EN_LETTRES})"
# Small numbers, before a unit of time.
PETIT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|(?:{_CENTS}|zero){_FIN})"

_COLLECTIFS = {
    "huitaine": 8,
    "dizaine": 10,
    "dixaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
COLLECTIF = (
    rf"(?:(?P<fois>{_U19}|\d{{1,2}})\s+)?(?:petite?|bonne?|grosse?|grande?|belle|toute petite)?\s*"
    rf"(?P<demi>demi[ -]?)?(?P<collectif>{'|'.join(_COLLECTIFS)})s?\b"
)


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


def collectif(m: re.Match[str]) -> int:
    """« une quinzaine », « 1 douzaine », « une demi-douzaine », « deux dizaines »."""
    fois = entier(m["fois"]) if m["fois"] else 1
    return (fois or 1) * _COLLECTIFS[m["collectif"]] // (2 if m["demi"] else 1)


def _en_lettres(ecrit: str) -> float | None:
    total, courant, precedent = 0, 0, ""
    for mot in re.split(r"[ -]+", re.sub(r"quatre[ -]*vingt", "quatre vingt", ecrit)):
        mot = mot[:-1] if mot.endswith(("vingts", "cents", "milles")) else mot
        if mot == "mille":
            total, courant = total + max(courant, 1) * 1000, 0
        elif mot.endswith("cent") and (mot == "cent" or mot[:-4] in _UNITES):
            courant = max(courant, 1) * _UNITES.get(mot[:-4], 1) * 100
        elif mot == "vingt" and precedent == "quatre":
            courant += 76
        elif mot in _UNITES or mot in _DIZAINES:
            courant += _UNITES.get(mot, 0) + _DIZAINES.get(mot, 0)
        elif mot not in ("et", ""):
            return None
        precedent = mot
    return total + courant
