"""Durations of the contract, in months."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.mention import Mention
from vte.lecture.texte import NOMBRE, NOMBRE_NU, entier

_DUREE = re.compile(
    rf"\b(?P<n>{NOMBRE})\s*(?P<u>mois|moi|m\b|ans?|annees?|semaines?|sem\b|trimestres?|"
    rf"semestres?)(?P<demi>\s+et\s+demie?)?(?:\s+et\s+(?P<plus>{NOMBRE})\s*mois)?"
)
_UNE_SEULE = re.compile(
    r"\b(?:un )?semestre\b|\bune annee\b|\bun an(?:nee)?\b(?! et)|\bl'annee scolaire\b"
)
_PAS_UNE_DUREE = re.compile(
    r"(?:il y a|depuis|\bdans|moins de|plus de|\bage\w* de|\bj'ai|\bil a|\belle a|\ba|"
    r"jeune de|fille de|garcon de|personne de|\bau bout de)\s*$"
)
_UN_ARTICLE = re.compile(
    r"\w.*\bune?[\s\x00]*$|\bune?\b\s*\x00"
)  # « pour une licence », whose noun is masked
_NIEE = re.compile(r"\b(?:pas|non|plus|ni)\s*$")  # « pas 12 mois, 18 »
_SUITE_SANS_DUREE = re.compile(r"^\s*(?:d'?\s*experience|d'anciennete|d'existence|d'age)")


def lire_duree(plat: str, question: bool) -> Iterator[Mention]:
    """The months of the contract; no age, no seniority, not « il y a 8 mois »."""
    un = _UNE_SEULE.search(plat)
    if (
        un
        and not _PAS_UNE_DUREE.search(plat[: un.start()])
        and not _SUITE_SANS_DUREE.search(plat[un.end() :])
    ):
        yield Mention("duree_mois", 6 if "semestre" in un.group() else 12, un.start(), un.end())
        return
    for m in _DUREE.finditer(plat):
        mois = _mois(m)
        if mois is None or _SUITE_SANS_DUREE.search(plat[m.end() :]):
            continue
        if (_PAS_UNE_DUREE.search(plat[: m.start()]) and not question) or _NIEE.search(
            plat[: m.start()]
        ):
            continue
        if m["u"].startswith("an") and mois > 72 and not question:
            continue  # an age
        yield Mention("duree_mois", mois, m.start(), m.end())
        return
    if (
        question
        and (nu := NOMBRE_NU.search(plat))
        and not nu.group().startswith("00")
        and not _UN_ARTICLE.search(plat)
        and (valeur := entier(nu.group())) is not None
    ):
        yield Mention("duree_mois", valeur, nu.start(), nu.end())


def _mois(m: re.Match[str]) -> int | None:
    n = entier(m["n"])
    if n is None:
        return None
    u = m["u"]
    par = (
        12
        if u.startswith("an")
        else 3
        if u.startswith("trim")
        else 6
        if u.startswith("semes")
        else 1
    )
    if u.startswith("sem") and par == 1:
        return n * 7 // 30
    return n * par + (par // 2 if m["demi"] else 0) + (entier(m["plus"]) or 0 if m["plus"] else 0)
