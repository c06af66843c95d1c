"""Dates of the calendar: « 1er septembre 2021 », « 12/09 », « juin dernier », « été 2020 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from vte.lecture.candidats.chiffres import AN_COURT_EN_LETTRES, AN_EN_LETTRES, GENS, entier
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.temps import ANS, Lue, exacte, sans_annee, sure

_LEXIQUE = lexique("dates")
_SUIVANT, _PRECEDENT = (ou(_LEXIQUE[c]) for c in ("suivants", "precedents"))
_MOIS = ou(m for motifs in _LEXIQUE["mois"].values() for m in motifs)
_RANG = ou(_LEXIQUE["rangs"])
SEMAINE = ou(_LEXIQUE["jours_de_la_semaine"])
JOUR = rf"(?P<jour>{ou(_LEXIQUE['jours'])}|[0-3]?\d(?:\s?eme)?)(?!\d)"
_LE = rf"(?:{SEMAINE}\s+)?"

# The year that follows, in figures, in two figures, in words, or as « prochain », « l'an dernier ».
# In two figures (« juin 20 »), no noun that it would count comes after it.
_COURTE = r"'?(?:1[5-9]|2\d)(?![\w:%€°]|[.,/]\d|\s*(?!(?:et|a|au|en|mais|je|il|elle|on)\b)[a-z%€])"
_AN = rf"[ ,/.-]*(?:de\s+)?(?:l'annee\s+)?(?P<an>(?:19|20)\d\d(?!\d)|{_COURTE}|{AN_EN_LETTRES})"
_ANNEE_NOMMEE = r"(?:l'?\s?|cette )?ann?(?:ee?)?"
L_AN_RELATIF = rf"{_ANNEE_NOMMEE} (?:{_SUIVANT}|{_PRECEDENT})|cette annee"
_RELATIF = (
    rf"(?P<relatif>,?\s+(?:de\s+|en\s+)?(?:(?:{_ANNEE_NOMMEE}\s*)?(?:{_SUIVANT}|{_PRECEDENT})"
    r"|cette annee))(?!\w)"
)
_ANNEE = rf"(?:{_AN}|{_RELATIF})?"
# « début », « mi- », « fin », before a month.
_VAGUE = (
    r"(?:(?P<vague>(?:tout )?debut|mi|fin|courant|milieu|au cours)"
    r"(?:[\s-]+|\.)(?:du mois (?:de |d'|)|de |d'|le mois de |l')?)?"
)
_L_AN_AVANT = rf"(?:(?P<an_avant>{L_AN_RELATIF})[\s,]+(?:en |au mois de |vers )?)?"
# After figures that may be a date, what makes them a quantity.
_PAS_DE_COMPTE = rf"(?!\s*(?:mois?|ans?|semaines?|{GENS})(?!\w))"

_ISO = re.compile(r"(?<!\w)(?P<a>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<j>\d{1,2})(?!\d)")
_CHIFFRES = re.compile(
    rf"(?<![\w/.,-]){_LE}(?:(?P<j>\d{{1,2}}|1er)\s?(?P<s>[/.-])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?"
    r"(?P<a>(?:19|20)\d\d|\d{2})|(?P<j2>\d{2}) (?P<m2>0\d|1[0-2]) (?P<a2>(?:19|20)\d\d)"
    r"|(?P<j3>0[1-9]|[12]\d|3[01])(?P<m3>0[1-9]|1[0-2])(?P<a3>20[0-4]\d))(?!\d)"
)
_MOIS_CHIFFRES = re.compile(
    r"(?<![\w/.,-])(?:(?P<m>0?[1-9]|1[0-2])[/.-](?P<a>(?:19|20)\d\d)"
    rf"|(?P<m2>0?[1-9]|1[0-2])/(?P<a2>1[3-9]|2\d|3[3-9]))(?![\d/]){_PAS_DE_COMPTE}"
)
_JOUR_MOIS = re.compile(
    rf"(?<![\w/.,+-])(?<!an )(?<!ans )(?<!annee )(?<!mois ){_LE}"
    r"(?:(?P<j>[0-3]?\d|1er)/(?P<m>0?[1-9]|1[0-2])|(?P<j2>[0-3]?\d)[.-](?P<m2>0[1-9]|1[0-2]|[1-9]))"
    rf"(?![\d/]|[.,-]\d|\s?(?:k|h)\b){_PAS_DE_COMPTE}"
)
_AU_JOUR = re.compile(  # « dix-sept » is a number, not the 10th of September
    rf"(?<![\w/]){_LE}(?!(?:di[xz]|vingt|trente)[ -]sept?(?!\w| {_MOIS})){JOUR}"
    rf"(?:\s?(?:du mois de |de |[/-])?\s?)(?P<mois>{_MOIS})(?!\w){_ANNEE}"
)
_ANGLAIS = re.compile(
    rf"{DEBUT}(?P<mois>{_MOIS}) (?P<jour>[0-3]?\d)(?:st|nd|rd|th)(?:,? (?P<an>20\d\d))?{FIN}"
)
_AU_MOIS = re.compile(rf"{DEBUT}{_L_AN_AVANT}{_VAGUE}(?P<mois>{_MOIS})(?!\w){_ANNEE}")
# « novembre 2018, le 5 »
_PUIS_LE_JOUR = re.compile(
    rf"{DEBUT}(?P<mois>{_MOIS})(?!\w){_AN}\s*[,;.]\s*(?:plus precisement |exactement )?le {JOUR}"
    rf"(?!\w|\s?(?:/|-|{_MOIS}))"
)
_RENTREE = re.compile(
    rf"{DEBUT}(?:(?:a\s+)?la\s+)?(?:(?<=la )rentrer?|rentr?ees?)"
    r"(?: (?:scolaire|universitaire|des classes))?"
    rf"(?: (?:de|en|d')\s?(?P<mois>{_MOIS}))?{_ANNEE}{FIN}"
)
_FETE = re.compile(rf"{DEBUT}(?P<fete>{ou(_LEXIQUE['fetes'])}){_ANNEE}{FIN}")
_SAISON = re.compile(
    rf"{DEBUT}(?P<article>{_VAGUE}(?:l'|cet |cette )?)"
    rf"(?P<saison>{ou(_LEXIQUE['saisons'])}){_ANNEE}{FIN}"
)
_PARTIE = re.compile(
    rf"{DEBUT}(?:(?P<n>{_RANG})\s+(?P<u>{ou(['~trimestre', 'trim', '~semestre', 'sem'])})"
    rf"|(?P<u2>[tqs])(?P<n2>[1-4]))(?!\w){_ANNEE}"
)
_NUMERO_DE_SEMAINE = re.compile(
    rf"{DEBUT}(?<!par )(?<!une )(?<!\d )(?:{ou(['~semaine'])}|sem\.?|s(?=\d\d))"
    r"\s?(?:n°\s?)?(?P<n>[1-4]?\d|5[0-3])(?![\w/]|[.,]\d)"
)
_SCOLAIRE = re.compile(r"(?<![\w/.-])(?P<an>20\d\d)\s?[/-]\s?(?P<an2>(?:20)?[12]\d)(?![\w/-])")
_AN_SEUL = re.compile(
    r"(?<![\w.,/+-])(?:(?P<vague>debut|fin|mi|courant)[\s-]+(?:d[e']\s*)?(?:l'annee\s+)?)?"
    rf"(?P<an>(?:19[5-9]|20[0-4])\d(?!\w|[.,]\d)|{AN_EN_LETTRES})"
    rf"|{DEBUT}{ou(_LEXIQUE['avant_un_an'])}\s+"
    rf"(?P<court>'?(?:[12]\d|[6-9]\d)(?![\w/.:]|,\d)(?!\s*[a-z%€])"
    rf"|{AN_EN_LETTRES}|{AN_COURT_EN_LETTRES})"
)
_ABREGES = set(_LEXIQUE["abreges"])
_AVANT_ABREGE = re.compile(rf"(?:^|[^\w\s-]|{DEBUT}{ou(_LEXIQUE['avant_un_abrege'])})\s*$")


def ecrites(plat: str, auj: date) -> Iterator[Lue]:
    """The dates of the calendar, form by form; the same place may be read twice."""
    for motif, lire in _FORMES:
        for m in motif.finditer(plat):
            if lue := lire(m, auj):
                yield lue
    yield from _scolaires(plat)


def impossibles(plat: str) -> Iterator[tuple[int, int]]:
    """The places of days that do not exist: « 31 septembre », « 30/02/2022 »."""
    auj = date(2000, 1, 1)
    for motif, lire in _FORMES_AU_JOUR:
        yield from (m.span() for m in motif.finditer(plat) if lire(m, auj) is None)


def numero_du_mois(ecrit: str) -> int:
    """« sept » -> 9."""
    return _selon("mois", ecrit)


def numero_du_jour(ecrit: str) -> int:
    """« 1er », « douze », « 12 » -> the day."""
    chiffres = re.match(r"\d+", ecrit)
    return int(chiffres[0]) if chiffres else _selon("jours", ecrit)


@cache
def _selon(partie: str, ecrit: str) -> Any:
    """What a part of the lexicon says of the word: the side of its first pattern that fits."""
    entrees = _LEXIQUE[partie].items()
    if partie == "mois":
        entrees = [(ou(motifs), n) for n, motifs in entrees]
    return next(sens_dit for motif, sens_dit in entrees if re.fullmatch(ou([motif]), ecrit))


def annee(ecrite: str) -> int:
    """« 2021 », « 21 », « '98 », « deux mille vingt » -> the year."""
    n = entier(ecrite.lstrip("'")) or 0
    return n + (0 if n > 99 else 2000 if n < 50 else 1900)


def sens(relatif: str) -> int:
    """« prochain » 1, « dernier » -1, « cette année » 0."""
    if re.search(_SUIVANT, relatif):
        return 1
    return -1 if re.search(_PRECEDENT, relatif) else 0


def _annee_dite(m: re.Match[str], mois: int, auj: date) -> int | None:
    """The year that the match says, in figures or by « dernier », « l'an prochain »."""
    groupes = m.groupdict()
    if an := groupes.get("an"):
        return annee(an)
    relatif = groupes.get("relatif") or groupes.get("an_avant")
    if not relatif:
        return None
    if "an" in relatif.split("v")[0]:  # « l'an dernier », not « d'avant »
        return auj.year + sens(relatif)
    if sens(relatif) > 0:
        return auj.year + (mois <= auj.month)
    return auj.year - (mois >= auj.month)


def _situer(
    m: re.Match[str], jour: int, mois: int, auj: date, forme: str, grain: str
) -> Lue | None:
    an = _annee_dite(m, mois, auj)
    if an is not None:
        return exacte(m.span(), sure(an, mois, jour), forme, grain)
    return sans_annee(m.span(), jour, mois, auj, forme, grain)


def _iso(m: re.Match[str], auj: date) -> Lue | None:
    return exacte(m.span(), sure(int(m["a"]), int(m["m"]), int(m["j"])), "iso")


def _en_chiffres(m: re.Match[str], auj: date) -> Lue | None:
    j, mois, an = (m[g] or m[f"{g}2"] or m[f"{g}3"] for g in ("j", "m", "a"))
    return exacte(m.span(), sure(annee(an), int(mois), numero_du_jour(j)), "chiffres")


def _mois_en_chiffres(m: re.Match[str], auj: date) -> Lue | None:
    """« 09/2021 », and « 07/20 », of which 20 is no month."""
    mois, an = (m[g] or m[f"{g}2"] for g in ("m", "a"))
    return exacte(m.span(), sure(annee(an), int(mois), 1), "mois_chiffres", "mois")


def _jour_mois(m: re.Match[str], auj: date) -> Lue | None:
    jour, mois = (m[g] or m[f"{g}2"] for g in ("j", "m"))
    return sans_annee(m.span(), numero_du_jour(jour), int(mois), auj, "jour_mois")


def _au_jour(m: re.Match[str], auj: date) -> Lue | None:
    jour, mois = numero_du_jour(m["jour"]), numero_du_mois(m["mois"])
    return _situer(m, jour, mois, auj, "jour", "jour")


def _au_mois(m: re.Match[str], auj: date) -> Lue | None:
    """« sept » alone is a month after some words only."""
    seul = not (m["an"] or m["relatif"] or m["vague"] or m["an_avant"])
    abrege = m["mois"] in _ABREGES and seul
    if abrege and not _AVANT_ABREGE.search(m.string, 0, m.start()):
        return None
    forme = "mois_abrege" if abrege else "mois"
    return _situer(m, 1, numero_du_mois(m["mois"]), auj, forme, "mois")


def _a_la_rentree(m: re.Match[str], auj: date) -> Lue | None:
    mois = numero_du_mois(m["mois"]) if m["mois"] else 9
    return _situer(m, 1, mois, auj, "rentree", "mois")


def _a_la_fete(m: re.Match[str], auj: date) -> Lue | None:
    mois, jour = _selon("fetes", m["fete"])
    return _situer(m, jour, mois, auj, "fete", "jour")


def _en_saison(m: re.Match[str], auj: date) -> Lue | None:
    """« l'été », « cet été », « été 2020 », but not « ça a été »."""
    seul = not (m["an"] or m["relatif"] or m["article"])
    if m["saison"] == "ete" and seul and re.search(r"\w", m.string[: m.start()]):
        return None
    return _situer(m, 1, _selon("saisons", m["saison"]), auj, "saison", "mois")


def _en_partie(m: re.Match[str], auj: date) -> Lue | None:
    """« premier semestre 2022 », « T3 »: the month in which it begins."""
    unite = m["u"] or m["u2"]
    par = 6 if unite.startswith("s") else 3
    rang = _selon("rangs", m["n"]) if m["n"] else int(m["n2"])
    mois = 13 - par if rang < 0 else (rang - 1) * par + 1
    if mois > 12 or (m["u2"] == "s" and not m["an"]):
        return None
    return _situer(m, 1, mois, auj, "trimestre" if par == 3 else "semestre", "mois")


def _en_semaine(m: re.Match[str], auj: date) -> Lue | None:
    """« semaine 36 », « S36 »: its Monday."""
    n = int(m["n"])
    if not 1 <= n <= 52:
        return None
    lundis = [date.fromisocalendar(auj.year + ecart, n, 1) for ecart in (-1, 0, 1)]
    a_venir = next(lundi for lundi in lundis if lundi > auj)
    passee = next(lundi for lundi in reversed(lundis) if lundi <= auj)
    return Lue(*m.span(), "numero_de_semaine", a_venir, passee)


def _scolaires(plat: str) -> Iterator[Lue]:
    """« 2019/2020 », « 2021-22 »: two years."""
    for m in _SCOLAIRE.finditer(plat):
        premiere, seconde = annee(m["an"]), annee(m["an2"])
        if seconde - premiere in (1, 2, 3) and premiere in range(2000, 2040):
            for groupe, an in (("an", premiere), ("an2", seconde)):
                lue = exacte(m.span(groupe), sure(an, 1, 1), "annee", "annee")
                if lue:
                    yield lue


def _an_seul(m: re.Match[str], auj: date) -> Lue | None:
    an = annee(m["an"] or m["court"])
    if m["court"] and m["court"][0].isalpha() and (entier(m["court"]) or 0) < 60:  # « en deux »
        return None
    mois = {"fin": 12, "mi": 6}.get(m["vague"] or "", 1)
    place = m.span("court" if m["court"] else 0)
    return exacte(place, sure(an, mois, 1), "annee", "annee") if an in ANS else None


_FORMES_AU_JOUR = ((_ISO, _iso), (_CHIFFRES, _en_chiffres), (_AU_JOUR, _au_jour))
_FORMES = (
    *_FORMES_AU_JOUR,
    (_ANGLAIS, _au_jour),
    (_PUIS_LE_JOUR, _au_jour),
    (_MOIS_CHIFFRES, _mois_en_chiffres),
    (_JOUR_MOIS, _jour_mois),
    (_RENTREE, _a_la_rentree),
    (_FETE, _a_la_fete),
    (_SAISON, _en_saison),
    (_PARTIE, _en_partie),
    (_NUMERO_DE_SEMAINE, _en_semaine),
    (_AU_MOIS, _au_mois),
    (_AN_SEUL, _an_seul),
)
