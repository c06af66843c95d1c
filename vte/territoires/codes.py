"""From a code alone to communes: postal, CEDEX or of the INSEE, with or without a leading zero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vte.territoires.index import Index

CODE = re.compile(r"\d{5}|2[ab]\d{3}")
# Numbers of four figures that are rather a year or the aid's amounts than a code cut short.
_SANS_ZERO = re.compile(r"(?!1200|4000|8000|19[5-9]\d|20[0-5]\d)[1-9]\d{3}")
_VILLE = 5000  # people: enough for an INSEE code to be known
_GRANDE_VILLE = 10_000  # people: enough for an office of its own
_PLUS_GRANDES = 3  # of a département: its offices give most of its CEDEX codes
_MAX = 8


@dataclass(frozen=True)
class CodeLu:
    """`communes`: the codes of those meant; `autres`: of those that another reading gives.

    `a_choisir`: none is sure, even alone.
    """

    communes: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()
    a_choisir: bool = False


def lire(index: Index, code: str, cedex: bool = False, insee: bool = False) -> CodeLu:
    """The communes of `code`; `cedex`, `insee`: it was said to be one."""
    postales = () if insee else tuple(index.du_code_postal(code))
    commune = None if cedex else index.commune(code.upper())
    if postales:
        autre = (commune.code,) if commune and commune.code not in postales else ()
        return CodeLu(postales, autre)
    if commune and (insee or _est_connue(index, code, commune.code)):
        return CodeLu((commune.code,))
    if _SANS_ZERO.fullmatch(code):
        return CodeLu(_les_plus_grandes(index, index.du_code_postal(f"0{code}")), a_choisir=True)
    bureau = _bureau(index, code)
    siennes = (commune.code,) if commune and commune.code not in bureau else ()
    return CodeLu((*bureau[: _MAX - len(siennes)], *siennes), a_choisir=True)


def entier(index: Index, mot: str) -> str | None:
    """The code that `mot` is, with the zero it has lost; None when it is none."""
    if CODE.fullmatch(mot):
        return mot
    return f"0{mot}" if _SANS_ZERO.fullmatch(mot) and index.du_code_postal(f"0{mot}") else None


def est_un_code(mot: str) -> bool:
    """Whether a word may be a code, whole or without its leading zero."""
    return bool(CODE.fullmatch(mot) or _SANS_ZERO.fullmatch(mot))


def _est_connue(index: Index, code: str, commune: str) -> bool:
    """Whether people know this INSEE code; that of a village is rather a CEDEX code."""
    return not code.isdigit() or index.population(commune) >= _VILLE


def _bureau(index: Index, code: str) -> tuple[str, ...]:
    """The communes of the office of a CEDEX code: those of its first figures, the largest first."""
    proches = _commencant(index, code[:4])
    if not any(index.population(c) >= _GRANDE_VILLE for c in proches):
        proches = _commencant(index, code[:3])
        if proches:
            proches |= _grandes(index, code[:2])
    return _les_plus_grandes(index, proches)


def _les_plus_grandes(index: Index, communes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(communes, key=lambda c: (-index.population(c), c))[:_MAX])


def _commencant(index: Index, debut: str) -> set[str]:
    return {c for p in index.codes_postaux_en(debut) for c in index.du_code_postal(p)}


def _grandes(index: Index, departement: str) -> set[str]:
    siennes = index.par_departement.get(departement, set())
    return set(sorted(siennes, key=lambda c: -index.population(c))[:_PLUS_GRANDES])
