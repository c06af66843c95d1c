"""Dates as they are written, whatever they are of: to the day, the month or the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from vte.lecture.texte import NOMBRE, entier
from vte.texte import masquer

_MOIS = {
    "janvier": 1,
    "janv": 1,
    "jan": 1,
    "fevrier": 2,
    "fevr": 2,
    "fev": 2,
    "mars": 3,
    "avril": 4,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "juil": 7,
    "aout": 8,
    "septembre": 9,
    "sept": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "decembre": 12,
    "dec": 12,
}
_NOM = rf"(?P<mois>{'|'.join(sorted(_MOIS, key=len, reverse=True))})\b\.?"
_AN = r"(?:\s*(?:de\s+)?(?:l'annee\s+)?(?P<an>(?:19|20)\d\d)\b)"
_JOUR = re.compile(rf"\b(?P<jour>1er|premier|\d{{1,2}})\s*{_NOM}{_AN}?")
_MOIS_SEUL = re.compile(rf"\b{_NOM}{_AN}?(?P<relatif>\s+(?:prochain|dernier|d'avant))?")
_CHIFFRES = re.compile(r"\b(?P<j>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<a>\d{4}|\d{2})\b")
_MOIS_CHIFFRES = re.compile(r"\b(?P<m>0?[1-9]|1[0-2])[/](?P<a>(?:19|20)\d\d)\b")
_ISO = re.compile(r"\b(?P<a>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<j>\d{1,2})\b")
_RENTREE = re.compile(rf"\b(?:la\s+)?rentree{_AN}?(?P<relatif>\s+(?:prochaine|derniere))?")
_L_AN_RELATIF = re.compile(r"\bl'an(?:nee)? (?:(?P<avant>derni|passe)|prochain)\w*")
# Between a month and « l'an dernier », which says its year.
_PRES = r"[\s,]*(?:en|de|a|au|vers|courant|debut|fin|mi|la|le|mois)?[\s,-]*"
AN_NU = re.compile(
    r"\b(?:en|de|annee|promo(?:tion)?|session)\s+(?P<an>(?:19|20)\d\d)\b(?!\s*(?:€|euros?))"
)
_FETES = re.compile(r"\b(?P<fete>toussaint|noel)(?P<relatif>\s+(?:prochaine?|derniere?))?")
_JOURS_DE_FETE = {"toussaint": (11, 1), "noel": (12, 25)}
_RELATIFS = (
    (
        re.compile(r"\b(?:le\s+)?mois prochain\b"),
        lambda a, n, u: premier(a + relativedelta(months=1)),
    ),
    (re.compile(r"\b(?:ce mois(?:-| )?ci|ce mois)\b"), lambda a, n, u: premier(a)),
    (
        re.compile(r"\b(?:le )?mois dernier\b"),
        lambda a, n, u: premier(a - relativedelta(months=1)),
    ),
    (re.compile(r"\bla semaine prochaine\b"), lambda a, n, u: a + timedelta(days=7)),
    (
        re.compile(r"\baujourd'?hui\b|\btout de suite\b|\bimmediatement\b|\bdes maintenant\b"),
        lambda a, n, u: a,
    ),
    (re.compile(r"\bdemain\b"), lambda a, n, u: a + timedelta(days=1)),
    (re.compile(r"\bhier\b"), lambda a, n, u: a - timedelta(days=1)),
    (
        re.compile(rf"\bdans\s+(?P<n>{NOMBRE})\s*(?P<u>jours?|semaines?|mois|ans?)\b"),
        lambda a, n, u: _decale(a, n, u),
    ),
    (
        re.compile(
            rf"\b(?:il y a|depuis)\s+(?:environ\s+|"
            rf"a peu pres\s+)?(?P<n>{NOMBRE})\s*(?P<u>jours?|semaines?|mois|ans?)\b"
        ),
        lambda a, n, u: _decale(a, -n, u),
    ),
)


@dataclass(frozen=True)
class Lue:
    valeur: date | None
    an_dit: bool
    debut: int
    fin: int
    au_mois: bool = False
    a_l_annee: bool = False


def premier(jour: date) -> date:
    return jour.replace(day=1)


def _decale(jour: date, n: int, unite: str) -> date:
    """Said in days or weeks: that very day; in months or years: the first of the month."""
    if unite.startswith("jour"):
        return jour + timedelta(days=n)
    if unite.startswith("sem"):
        return jour + timedelta(weeks=n)
    return premier(
        jour + (relativedelta(years=n) if unite.startswith("an") else relativedelta(months=n))
    )


def _sure(annee: int, mois: int, jour: int) -> date | None:
    try:
        return date(annee, mois, jour)
    except ValueError:
        return None


def _annee(texte: str) -> int:
    return int(texte) if len(texte) == 4 else 2000 + int(texte)


def _annee_relative(mois: int, relatif: str, auj: date) -> int:
    """« juin dernier »: the last June that is over; « juin prochain »: the next; else this year."""
    if "prochain" in relatif:
        return auj.year + (mois <= auj.month)
    if relatif:
        return auj.year - (mois >= auj.month)
    return auj.year


def trouver(plat: str, auj: date) -> Iterator[Lue]:
    """All dates, from the surest form to the vaguest; what is read is not read again."""
    for forme in _FORMES:
        for lue in list(forme(plat, auj)):
            yield lue
            plat = masquer(plat, lue.debut, lue.fin)


def _en_chiffres(plat: str, auj: date) -> Iterator[Lue]:
    for motif in (_ISO, _CHIFFRES):
        for m in motif.finditer(plat):
            yield Lue(_sure(_annee(m["a"]), int(m["m"]), int(m["j"])), True, m.start(), m.end())


def _mois_en_chiffres(plat: str, auj: date) -> Iterator[Lue]:
    for m in _MOIS_CHIFFRES.finditer(plat):
        yield Lue(_sure(int(m["a"]), int(m["m"]), 1), True, m.start(), m.end())


def _au_jour(plat: str, auj: date) -> Iterator[Lue]:
    for m in _JOUR.finditer(plat):
        jour = 1 if m["jour"] in ("1er", "premier") else int(m["jour"])
        yield Lue(
            _sure(int(m["an"] or auj.year), _MOIS[m["mois"]], jour),
            bool(m["an"]),
            m.start(),
            m.end(),
        )


def _depuis_aujourdhui(plat: str, auj: date) -> Iterator[Lue]:
    for motif, calcul in _RELATIFS:
        for m in motif.finditer(plat):
            g = m.groupdict()
            n = entier(g["n"]) if g.get("n") else 0
            valeur = calcul(auj, n, g.get("u") or "") if n is not None and n <= 600 else None
            yield Lue(valeur, True, m.start(), m.end())


def _a_la_rentree(plat: str, auj: date) -> Iterator[Lue]:
    for m in _RENTREE.finditer(plat):
        dite = None if m["an"] else _l_an_relatif(plat, m.span(), auj)
        annee, place = dite or (int(m["an"] or auj.year), m.span())
        yield Lue(date(annee, 9, 1), bool(m["an"] or dite), *place)


def _a_la_fete(plat: str, auj: date) -> Iterator[Lue]:
    for m in _FETES.finditer(plat):
        mois, jour = _JOURS_DE_FETE[m["fete"]]
        yield Lue(
            date(_annee_relative(mois, m["relatif"] or "", auj), mois, jour),
            bool(m["relatif"]),
            m.start(),
            m.end(),
        )


def _au_mois(plat: str, auj: date) -> Iterator[Lue]:
    for m in _MOIS_SEUL.finditer(plat):
        if len(m["mois"]) <= 3 and not m["an"] and m["mois"] not in ("mai",):
            continue  # « dec », « nov » without a year: too short to be sure
        dite = None if m["an"] else _l_an_relatif(plat, m.span(), auj)
        annee, place = dite or (
            int(m["an"]) if m["an"] else _annee_relative(_MOIS[m["mois"]], m["relatif"] or "", auj),
            m.span(),
        )
        yield Lue(
            date(annee, _MOIS[m["mois"]], 1),
            bool(m["an"] or m["relatif"] or dite),
            *place,
            au_mois=True,
        )


def _a_l_annee(plat: str, auj: date) -> Iterator[Lue]:
    for motif in (AN_NU, _L_AN_RELATIF):
        for m in motif.finditer(plat):
            annee = int(m["an"]) if motif is AN_NU else _annee_de(m, auj)
            yield Lue(date(annee, 1, 1), True, m.start(), m.end(), a_l_annee=True)


_FORMES = (
    _en_chiffres,
    _mois_en_chiffres,
    _au_jour,
    _depuis_aujourdhui,
    _a_la_rentree,
    _a_la_fete,
    _au_mois,
    _a_l_annee,
)


def _l_an_relatif(
    plat: str, mois: tuple[int, int], auj: date
) -> tuple[int, tuple[int, int]] | None:
    """Of « l'an dernier, en juin »: the year, and where both stand; None if the month is bare."""
    for m in _L_AN_RELATIF.finditer(plat):
        premier, second = sorted((m.span(), mois))
        if re.fullmatch(_PRES, plat[premier[1] : second[0]]):
            return _annee_de(m, auj), (premier[0], second[1])
    return None


def _annee_de(m: re.Match[str], auj: date) -> int:
    return auj.year + (-1 if m["avant"] else 1)
