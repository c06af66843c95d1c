"""The NIR, or number of social security (décret 82-103): sex, year, month, place, order, key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.fr import nir

from vte.donnees_personnelles.groupes import SEPARATEUR, fenetres, joints, suites
from vte.donnees_personnelles.lisse import Place

_S = rf"({SEPARATEUR}?)"
_FORME = re.compile(
    rf"(?<![^\W_])[123478]{_S}\d\d{_S}(\d\d){_S}(\d\d|2 ?[AB]){_S}\d{{3}}{_S}\d{{3}}"
    rf"(?:{_S}\(?(?:cl[ée] ?:? ?)?\d\d\)?)?(?![^\W_])",
    re.I,
)
_MOIS = re.compile(r"0[1-9]|1[0-2]|[2-9]\d")
_MOIS_SUR = re.compile(r"0[1-9]|1[0-2]")
_DIT = re.compile(r"(?:s[ée]cu(?:rit[ée] sociale)?|\bNIR\b|\binsee\b)[^\n\x00]{0,40}$", re.I)
_CLE = re.compile(r"[^0-9AB]", re.I)


def trouver(lisse: str) -> Iterator[Place]:
    """By its key; without one, or with a wrong one, by how it is written or what is said of it."""
    for m in _FORME.finditer(lisse):
        if _plausible(lisse, m):
            yield m.span()
    for suite in suites(lisse):
        for groupes in fenetres(suite, 15, 15):
            if nir.is_valid(joints(groupes)):
                yield groupes[0].debut, groupes[-1].fin


def _plausible(lisse: str, m: re.Match[str]) -> bool:
    if nir.is_valid(_CLE.sub("", re.sub(r"cl[ée]", "", m.group(), flags=re.I))):
        return True
    if _DIT.search(lisse[max(0, m.start() - 60) : m.start()]):
        return True
    ecrit = all(m.group(i) for i in (1, 2, 4))  # « 1 85 05 78 006 084 », separated as it is
    if m.group(1) or m.group(2) or m.group(4):
        return bool(ecrit and m.group(5) is not None and _MOIS.match(m.group(3)))
    court = sum(c.isdigit() or c.isalpha() for c in m.group()) == 13
    return bool(court and m.group()[0] in "12" and _MOIS_SUR.match(m.group(3)))
