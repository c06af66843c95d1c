"""Accounts and cards: IBAN (ISO 13616), French RIB, payment cards (ISO/IEC 7812)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.fr import siret

from vte.donnees_personnelles.groupes import fenetres, joints, longueurs, suites
from vte.donnees_personnelles.lisse import Place

_LONG, _COURT = 34, 15  # characters of an IBAN
_DEBUT = re.compile(r"(?<![^\W_])[A-Za-z]{2}[ .\-]{0,2}\d[ .\-]?\d")
_MOT = re.compile(r"[0-9A-Za-z]+")
_ENTRE = re.compile(r"[ .\-/_:]{0,3}")
# Written as an IBAN is, whatever its key: who makes a slip of the pen has an account all the same.
_FORME = re.compile(
    r"(?<![^\W_])(?:FR ?\d{2}(?:[ .\-]?\d{4}){2}(?:[ .\-]?[0-9A-Z]{4}){3}[ .\-]?[0-9A-Z]{3}"
    r"|[A-Z]{2}\d{2}(?: \d{4}){3,6}(?: \d{1,4})?)(?![^\W_])",
    re.I,
)
_RIB = re.compile(r"(?<!\w)\d{5}([ .\-/])\d{5}\1[0-9A-Za-z]{11}\1\d{2}(?!\w)")
_CARTE = re.compile(r"\b(?:carte|cb|visa|mastercard|amex|american express)\b[^\n]{0,40}$", re.I)
_RESEAUX = re.compile(r"3[0-9]|[456]|2[2-7]")
_ECRITES = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (8, 8), (4, 4, 8)}


def ibans(lisse: str) -> Iterator[Place]:
    """By their key, or by how they are written; a RIB too."""
    for debut in _DEBUT.finditer(lisse):
        if fin := _fin_d_iban(lisse, debut.start()):
            yield debut.start(), fin
    for forme in (_FORME, _RIB):
        yield from (m.span() for m in forme.finditer(lisse))


def _fin_d_iban(lisse: str, debut: int) -> int | None:
    """The end of the longest text from there, of whole words, that is an IBAN."""
    serre, ici, fins = "", debut, []
    while (mot := _MOT.match(lisse, ici)) and len(serre) + len(mot.group()) <= _LONG:
        serre += mot.group()
        fins.append((len(serre), mot.end()))
        suite = _ENTRE.match(lisse, mot.end())
        ici = suite.end() if suite else mot.end()
    for longueur, fin in reversed(fins):
        if longueur >= _COURT and iban.is_valid(serre[:longueur], check_country=False):
            return fin
    return None


def cartes(lisse: str) -> Iterator[Place]:
    """By Luhn's key; four groups of four after « carte », whatever their key."""
    for suite in suites(lisse):
        for groupes in fenetres(suite, 13, 19):
            debut, fin = groupes[0].debut, groupes[-1].fin
            if _isole(lisse, debut, fin) and (
                _est_carte(joints(groupes), longueurs(groupes))
                or (
                    longueurs(groupes) == (4, 4, 4, 4)
                    and _CARTE.search(lisse[max(0, debut - 60) : debut])
                )
            ):
                yield debut, fin


def _est_carte(chiffres: str, longueurs: tuple[int, ...]) -> bool:
    if siret.is_valid(chiffres) and longueurs != (4, 6, 4):
        return False
    ecrite = longueurs in _ECRITES or (len(longueurs) == 1 and len(chiffres) in (15, 16, 18, 19))
    reseau = chiffres.startswith(("34", "37")) if len(chiffres) == 15 else True
    return bool(ecrite and reseau and _RESEAUX.match(chiffres) and luhn.is_valid(chiffres))


def _isole(lisse: str, debut: int, fin: int) -> bool:
    return not (lisse[debut - 1 : debut].isalnum() or lisse[fin : fin + 1].isalnum())
