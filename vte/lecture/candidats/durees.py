"""Lengths of time, in months, whatever they last: a contract, an age, a search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import PETIT, valeur
from vte.lecture.candidats.texte import Texte

_PAR_UNITE = {"a": 12.0, "p": 12.0, "m": 1.0, "t": 3.0, "se": 12 / 52, "sm": 6.0, "j": 12 / 365}
_UNITE = (
    r"(?P<u>mois|moi|ms|m(?=\W|$)(?!\s*\d)|ans?|annees?|ann?ees?|piges?|semaines?|sem\.?|"
    r"trimestres?|semestres?|jours?|j)(?!\w)"
)
_DUREE = re.compile(
    rf"(?<![\w.,+])(?P<n>{PETIT})[\s-]*{_UNITE}"
    rf"(?:\s*(?:et\s+)?(?P<fraction>demie?|1/2|½|un quart|1/4)(?!\w))?"
    rf"(?:\s*(?:et|\+|,)?\s*(?P<plus>{PETIT})\s*(?:mois|moi)\b)?"
)
# « 12 ou 24 mois », « 6 à 12 mois », « 12/24 mois »: the first has the unit of the second.
_PREMIERE = re.compile(rf"(?<![\w.,+/])(?P<n>{PETIT})\s*(?:a|ou|et|-|/|,|voire)\s*$")
_DITES = (
    (re.compile(r"(?<!\w)(?:toute\s+)?l'annee(?: scolaire| universitaire)?(?!\w)"), 12),
    (re.compile(r"(?<!\w)annee scolaire(?!\w)"), 12),
    (re.compile(r"(?<!\w)(?:six|6) petits mois(?!\w)"), 6),
    (re.compile(r"(?<!\w)demi[ -]annee(?!\w)"), 6),
)
_LACHE = re.compile(
    rf"(?<![\w.,+])(?P<n>{PETIT})\s+(?:petite?s?|bonne?s?|gros|longue?s?|toute?)\s+{_UNITE}"
)
_ORDINAL = re.compile(
    r"(?:premiere?|1e?re?|1r|deuxieme|2e|2eme|second|seconde|2nde?|troisieme|3e|3eme|quatrieme|"
    r"4e|4eme|dernier|prochain)\s*$"
)
_MOINS = re.compile(r"(?<!\w)(?:moins|inferieure? a)\s+(?:de\s+|d')?$|<\s*$")
_PLUS = re.compile(r"(?<!\w)(?<!pas )(?<!peu )(?:plus|superieure? a)\s+(?:de\s+|d')?$|>\s*$")
_AGE = 14 * 12  # months: a longer one is an age


def durees(texte: Texte) -> Iterator[Candidat]:
    """Each length of time, where it is."""
    libre, prises = texte.libre, set()
    for motif in (_DUREE, _LACHE):
        for m in motif.finditer(libre):
            if m.start() in prises or _ORDINAL.search(libre[: m.start()]):
                continue
            prises |= set(range(*m.span()))
            mois = _mois(m)
            yield _candidat(libre, m.start(), m.end(), mois, m["u"])
            yield from _premiere(libre, m)
    for motif, mois in _DITES:
        for m in motif.finditer(libre):
            if m.start() not in prises:
                yield Candidat("duree", m.start(), m.end(), {"duree_mois": mois}, "annee")


def _premiere(libre: str, m: re.Match[str]) -> Iterator[Candidat]:
    avant = _PREMIERE.search(libre, 0, m.start())
    if avant and not libre[avant.start() - 1 : avant.start()].isalnum():
        mois = round((valeur(avant["n"]) or 0) * _unite(m["u"]))
        yield _candidat(libre, avant.start("n"), avant.end("n"), mois, m["u"])


def _candidat(libre: str, debut: int, fin: int, mois: int, unite: str) -> Candidat:
    forme = _forme(unite)
    if mois > _AGE:
        forme = "age"
    elif _MOINS.search(libre, 0, debut):
        forme, mois = "moins_de", max(0, mois - 1)
    elif _PLUS.search(libre, 0, debut):
        forme, mois = "plus_de", mois + 1
    return Candidat("duree", debut, fin, {"duree_mois": min(mois, 600)}, forme)


def _forme(unite: str) -> str:
    return {"a": "ans", "p": "ans", "m": "mois", "j": "jours", "t": "trimestres"}.get(
        unite[0], "semestres" if unite.startswith("semes") else "semaines"
    )


def _unite(unite: str) -> float:
    if unite.startswith("semes"):
        return _PAR_UNITE["sm"]
    return _PAR_UNITE.get(unite[0]) or _PAR_UNITE["se"]


def _mois(m: re.Match[str]) -> int:
    groupes = m.groupdict()
    n = valeur(m["n"]) or 0.0
    if fraction := groupes.get("fraction"):
        n += 0.25 if fraction in ("un quart", "1/4") else 0.5
    return round(n * _unite(m["u"]) + (valeur(groupes.get("plus") or "0") or 0.0))
