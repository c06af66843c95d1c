"""Telephones: the French plan (decision Arcep 2018-0881), others by `phonenumbers`, or said so.

A French number has ten digits and begins with 0, however they are grouped; what begins as a postal
code (five digits) or reads as a date is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from vte.donnees_personnelles.dates import debute_par_une_date
from vte.donnees_personnelles.groupes import SEPARATEUR, Groupe, joints, longueurs, suites
from vte.donnees_personnelles.lisse import Place

_S = rf"{SEPARATEUR}?"
_PREFIXE = re.compile(
    r"(?:\( ?)?(?:(?<![\w+])\+ ?|(?<![\w+.,])0 ?0[ .\-]?)"
    r"(?=[1-9]\d{0,2}\b[ .\-/()]{0,3}\d|[1-9]\d{6,14}\b)"
)
_INDICATIF = re.compile(
    rf"\d+(?: ?\) ?|{SEPARATEUR})?(?:\(0\) ?)?(?:\d+(?:{SEPARATEUR}|\) ?)?){{0,9}}(?<=\d)"
)
# What follows an amount or a count.
_UNITE = re.compile(
    r" ?(?:€|k€|m€|%|\$|eur\b|euros?\b|d'euros|millions?\b|milliards?\b|personnes?\b|salari|emploi"
    r"|habitant|de (?:ca|chiffre)\b|cm\b|m2\b|m²|kg\b|tonnes?\b)",
    re.I,
)
_DIT = re.compile(
    r"(?:\bt[ée]l\b|t[ée]l[ée]phon|\bphone|portable|mobile|joindre|joignable|appel|\bfixe\b|\bgsm\b"
    r"|num[ée]ro(?! (?:(?:de|du|d'\w+)\b(?! (?:t[ée]l|portable|mobile|fixe))|client|siret|siren))"
    r"|\bnatel\b|whats ?app|\bsms\b|standard|\bligne\b|[☎📞📱☏✆])[^\n\x00\d]{0,25}[+(]?$",
    re.I,
)
# An amount, a SIRET, two years, a reference that begins with a day.
_AUTRE = re.compile(
    r"\d{1,3}(?: \d{3}){2,3}|\d{3} ?\d{3} ?\d{3} ?\d{5}|[12]\d{3}-[12]\d{3}|20\d{6}(?:\D.*)?"
)
_DEPARTEMENTS = re.compile(r"d[ée]partements? ?:? ?(?:\w{1,3}[, ] ?)*$", re.I)
_FORMES = re.compile(
    rf"(?<![\w+])(?:[Oo]{_S}[1-9](?:{_S}\d\d){{4}}"  # the letter O for a zero
    rf"|33{_S}[1-9](?:{_S}\d\d){{4}}"  # the plus forgotten
    r"|[67]([ .\-])\d\d(?:\1\d\d){3}"  # the zero forgotten
    rf"|\(0[1-9]\){_S}\d\d(?:{_S}\d\d){{3}}|\(0\){_S}[1-9](?:{_S}\d\d){{4}}"
    r"|\(\d{3}\) ?\d{3}[ .\-]\d{4}|\d{3}([ .\-])\d{3}\2\d{4})(?![\w])"  # North America
)
_UNITES = "un|deux|trois|quatre|cinq|six|sept|huit|neuf"
_DIZAINES = (
    "dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante"
    "|huitante|nonante|z[ée]ro"
)
_EN_LETTRES = re.compile(
    rf"\bz[ée]ro[ \-](?:{_UNITES})"
    rf"(?:[ \-,]{{1,2}}(?:et[ \-])?(?:{_UNITES}|{_DIZAINES}|cent)){{4,24}}\b",
    re.I,
)


def trouver(lisse: str) -> Iterator[Place]:
    yield from _internationaux(lisse)
    yield from (m.span() for m in _FORMES.finditer(lisse))
    yield from (m.span() for m in _EN_LETTRES.finditer(lisse))
    for suite in suites(lisse):
        yield from _francais(lisse, suite)
        yield from _dits(lisse, suite)


def _internationaux(lisse: str) -> Iterator[Place]:
    """« +32 475 12 34 56 », « (+33) 6… », « 00 33 (0)6… »."""
    for prefixe in _PREFIXE.finditer(lisse):
        if suite := _INDICATIF.match(lisse, prefixe.end()):
            fin = _fin(lisse, prefixe.end(), suite.end(), "+" in prefixe.group())
            if fin:
                yield prefixe.start(), fin


def _fin(lisse: str, debut: int, fin: int, plus: bool) -> int | None:
    """The end of the longest number that some country's plan has.

    After a plus, one that none has is a slip of the pen, unless it counts something.
    """
    fins = [m.end() for m in re.finditer(r"\d+", lisse[debut:fin])]
    for place in reversed(fins):
        chiffres = re.sub(r"\D", "", re.sub(r"\( ?0 ?\)", "", lisse[debut : debut + place]))
        if 7 <= len(chiffres) <= 15 and _existe(chiffres) and not _compte(lisse, debut, place):
            return debut + place
    chiffres = re.sub(r"\D", "", lisse[debut:fin])
    if plus and 9 <= len(chiffres) <= 15 and not _compte(lisse, debut, fin - debut):
        return fin
    return None


def _existe(chiffres: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{chiffres}"))
    except phonenumbers.NumberParseException:
        return False


def _compte(lisse: str, debut: int, longueur: int) -> bool:
    """Whether it is an amount: a unit follows, or all groups but the first are of three."""
    milliers = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", lisse[debut : debut + longueur])
    return bool(_UNITE.match(lisse, debut + longueur)) or bool(milliers and longueur < 12)


def _francais(lisse: str, suite: list[Groupe]) -> Iterator[Place]:
    """Ten digits that begin with 0, and not in a date."""
    suivant = 0
    for i, groupe in enumerate(suite):
        if i < suivant:
            continue
        if debute_par_une_date(lisse, suite[i : i + 4]):
            suivant = i + 3
        if i < suivant or not groupe.chiffres.startswith("0"):
            continue
        for j in range(i + 1, min(i + 10, len(suite)) + 1):
            if len(chiffres := joints(suite[i:j])) >= 10:
                if len(chiffres) == 10 and _est_francais(lisse, suite[i:j]):
                    suivant = j
                    yield _avec_parenthese(lisse, groupe.debut), suite[j - 1].fin
                break


def _est_francais(lisse: str, groupes: list[Groupe]) -> bool:
    debut, fin = groupes[0].debut, groupes[-1].fin
    return (
        joints(groupes)[1] != "0"
        and not (lisse[debut - 1 : debut].isalpha() or lisse[fin : fin + 1].isalpha())
        and longueurs(groupes)[0] != 5
        and not _UNITE.match(lisse, fin)
        and not _DEPARTEMENTS.search(lisse[max(0, debut - 40) : debut])
    )


def _avec_parenthese(lisse: str, debut: int) -> int:
    return (
        debut - 1 if lisse[debut - 1 : debut] == "(" and ")" in lisse[debut : debut + 4] else debut
    )


def _dits(lisse: str, suite: list[Groupe]) -> Iterator[Place]:
    """What somebody says is a telephone, whatever its country."""
    debut, fin = suite[0].debut, suite[-1].fin
    if (
        7 <= len(joints(suite)) <= 15
        and _DIT.search(lisse[max(0, debut - 60) : debut])
        and not debute_par_une_date(lisse, suite)
        and not _UNITE.match(lisse, fin)
        and not _AUTRE.fullmatch(lisse, debut, fin)
    ):
        yield debut, fin
