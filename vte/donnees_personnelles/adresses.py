"""E-mail addresses, « (at) » and « arobase » too. Each sign is looked around once: no pattern
that starts anywhere, so that the time grows as the text does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.donnees_personnelles.lisse import Place

_EXTENSION = r"(?:fr|com|net|org|eu|io|be|ch|lu|de|ca|it|es|pt|uk|info|pro|bzh|gouv|education)"
_SIGNE = re.compile(r" ?@ ?")
_DIT = re.compile(
    r" ?[(\[{<] ?(?:at|@|arobas[e]?|chez) ?[)\]}>] ?| arobas[e]? | at |-at-|_at_", re.I
)
_LOCALE = re.compile(r"[\w.+%&'=*~#$!?^{}|/\-]")
_POINT_DIT = r" ?(?:\.|[(\[{<] ?(?:dot|point) ?[)\]}>]|\b(?:dot|point)\b) ?"
_LOCALE_DITE = re.compile(rf"[\w+\-]+(?:{_POINT_DIT}[\w+\-]+){{0,4}}$", re.I)
_DOMAINE = re.compile(
    rf"[\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{{2,}}\b|[\w\-]+(?: \. ?|\. |,){_EXTENSION}\b", re.I
)
_DOMAINE_COLLE = re.compile(r"[\w\-]*[^\W\d_][\w\-]+")  # « marc@gmail »
_DOMAINE_DIT = re.compile(
    rf"[\w\-]+(?:{_POINT_DIT}[\w\-]+){{0,3}}?{_POINT_DIT}{_EXTENSION}\b", re.I
)
_FENETRE = 80  # characters before a sign that is said in words


def trouver(lisse: str) -> Iterator[Place]:
    yield from _signees(lisse)
    yield from _dites(lisse)


def _signees(lisse: str) -> Iterator[Place]:
    for signe in _SIGNE.finditer(lisse):
        debut, colle = signe.start(), "" if " " in signe.group() else signe.group()
        while debut and _LOCALE.match(lisse[debut - 1]):
            debut -= 1
        while debut < signe.start() and lisse[debut] in ".'?!/|*{}-":  # of the sentence
            debut += 1
        if debut == signe.start():
            continue
        domaine = _DOMAINE.match(lisse, signe.end()) or (
            _DOMAINE_COLLE.match(lisse, signe.end()) if colle else None
        )
        if domaine:
            yield debut, domaine.end()


def _dites(lisse: str) -> Iterator[Place]:
    for signe in _DIT.finditer(lisse):
        avant = lisse[max(0, signe.start() - _FENETRE) : signe.start()]
        locale = _LOCALE_DITE.search(avant[_dernier_bloc(avant) :])
        domaine = _DOMAINE_DIT.match(lisse, signe.end())
        if locale and domaine:
            yield signe.start() - len(locale.group()), domaine.end()


def _dernier_bloc(avant: str) -> int:
    """Where the last words begin that may be a name: the search is not to start at each letter."""
    return max(avant.rfind(c) for c in ",;:!?\n\x00") + 1
