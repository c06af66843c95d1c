"""Figures as people write them: groups of digits, with one separator or another between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Between two groups of one number: at most a sign, with a space on each side.
SEPARATEUR = r"(?: ?[.\-/_:|*]{1,2} ?| |,)"
_SUITE = re.compile(rf"\d+(?:{SEPARATEUR}\d+)*")
_GROUPE = re.compile(r"\d+")


@dataclass(frozen=True)
class Groupe:
    chiffres: str
    debut: int
    fin: int


def suites(lisse: str) -> Iterator[list[Groupe]]:
    """The runs of groups that separators alone hold together."""
    for suite in _SUITE.finditer(lisse):
        yield [
            Groupe(m.group(), m.start(), m.end())
            for m in _GROUPE.finditer(lisse, suite.start(), suite.end())
        ]


def fenetres(suite: list[Groupe], moins: int, plus: int) -> Iterator[list[Groupe]]:
    """Groups that follow each other and hold from `moins` to `plus` digits, the longest first.

    Those from one start together: whoever takes one goes on after it.
    """
    for i in range(len(suite)):
        total, fins = 0, []
        for j in range(i, len(suite)):
            total += len(suite[j].chiffres)
            if total > plus:
                break
            if total >= moins:
                fins.append(j + 1)
        yield from (suite[i:fin] for fin in reversed(fins))


def joints(groupes: list[Groupe]) -> str:
    return "".join(g.chiffres for g in groupes)


def longueurs(groupes: list[Groupe]) -> tuple[int, ...]:
    return tuple(len(g.chiffres) for g in groupes)
