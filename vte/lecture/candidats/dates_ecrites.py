"""Dates of the calendar: « 1er septembre 2021 », « 12/09 », « juin dernier », « été 2020 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from vte.lecture.candidats.chiffres import EN_LETTRES, entier
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.temps import ANS, Lue, exacte, sans_annee, sure

_LEXIQUE = lexique("dates")
_SUIVANT, _PRECEDENT = (ou(_LEXIQUE[c]) for c in ("suivants", "precedents"))
_MOIS = ou(m for motifs in _LEXIQUE["mois"].values() for m in motifs)
JOUR_EN_LETTRES = ou(_LEXIQUE["jours"])
JOUR = rf"(?P<jour>{JOUR_EN_LETTRES}|[0-3]?\d(?:\s?eme)?)(?!\d)"
SEMAINE = ou(_LEXIQUE["jours_de_la_semaine"])
# A short year (« juin 20 ») is followed by no noun that it would count.
_COURTE = r"'?(?:1[5-9]|2\d)(?![\w:%€°]|[.,/]\d|\s*(?!(?:et|a|au|en|mais|je|il|elle|on)\b)[a-z%€])"
_EN_LETTRES = rf"(?=deux mil){EN_LETTRES}"
_AN = rf"[\s,/.-]*(?:de\s+)?(?:l'annee\s+)?(?P<an>(?:19|20)\d\d(?!\d)|{_COURTE}|{_EN_LETTRES})"
_RELATIF = (
    r"(?P<relatif>,?\s+(?:de\s+|en\s+)?(?:"
    rf"(?:(?:l'?\s?|cette )?ann?(?:ee?)?\s*)?(?:{_SUIVANT}|{_PRECEDENT})|cette annee))(?!\w)"
)
L_AN_RELATIF = rf"(?:l'?\s?|cette )?ann?(?:ee?)? (?:{_SUIVANT}|{_PRECEDENT})|cette annee"
_ANNEE = rf"(?:{_AN}|{_RELATIF})?"
VAGUE = (
    r"(?:(?P<vague>(?:tout )?debut|mi|fin|courant|milieu|au cours)"
    r"(?:[\s-]+|\.)(?:du mois (?:de |d'|)|de |d'|le mois de |l')?)?"
)
_AVANT_MOIS = rf"(?:(?P<an_avant>{L_AN_RELATIF})[\s,]+(?:en |au mois de |vers |{VAGUE})?)?"
_LE = rf"(?:{SEMAINE}\s+)?"

_ISO = re.compile(r"(?<!\w)(?P<a>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<j>\d{1,2})(?!\d)")
_CHIFFRES = re.compile(
    rf"(?<![\w/.,-]){_LE}(?:(?P<j>\d{{1,2}}|1er)\s?(?P<s>[/.-])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?"
    r"(?P<a>(?:19|20)\d\d|\d{2})|(?P<j2>\d{2}) (?P<m2>0\d|1[0-2]) (?P<a2>(?:19|20)\d\d)"
    r"|(?P<j3>0[1-9]|[12]\d|3[01])(?P<m3>0[1-9]|1[0-2])(?P<a3>20[0-4]\d))(?!\d)"
)
_MOIS_CHIFFRES = re.compile(
    r"(?<![\w/.,-])(?P<m>0?[1-9]|1[0-2])[/.-](?P<a>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\w/.,-])(?P<m2>0?[1-9]|1[0-2])/(?P<a2>1[3-9]|2\d|3[3-9])(?![\d/])"
)
_JOUR_MOIS = re.compile(
    rf"(?<![\w/.,+-])(?<!an )(?<!ans )(?<!annee )(?<!mois ){_LE}(?:(?P<j>[0-3]?\d|1er)/(?P<m>0?[1-9]|1[0-2])"
    r"|(?P<j2>[0-3]?\d)[.-](?P<m2>0[1-9]|1[0-2]|[1-9]))(?![\d/]|[.,-]\d|\s?(?:k|h)\b)"
)
_AU_JOUR = re.compile(
    rf"(?<![\w/]){_LE}(?!(?:di[xz]|vingt|trente)[ -]sept?(?!\w)){JOUR}(?:\s?(?:du mois de |de |[/-])?\s?)(?P<mois>{_MOIS})(?!\w){_ANNEE}"
)
_ANGLAIS = re.compile(
    rf"{DEBUT}(?P<mois>{_MOIS}) (?P<jour>[0-3]?\d)(?:st|nd|rd|th)(?:,? (?P<an>20\d\d))?{FIN}"
)
_AU_MOIS = re.compile(
    rf"{DEBUT}{_AVANT_MOIS}{VAGUE.replace('vague', 'vague2')}(?P<mois>{_MOIS})(?!\w){_ANNEE}"
)
_RENTREE = re.compile(
    rf"{DEBUT}(?:(?:a\s+)?la\s+)?(?:(?<=la )rentrer?|rentr?ees?)"
    rf"(?: (?:scolaire|universitaire|des classes))?(?: (?:de|en|d')\s?(?P<mois>{_MOIS}))?{_ANNEE}{FIN}"
)
_FETE = re.compile(rf"{DEBUT}(?P<fete>{ou(_LEXIQUE['fetes'])}){_ANNEE}{FIN}")
_SAISON = re.compile(
    rf"{DEBUT}(?P<article>(?:{VAGUE})(?:l'|cet |cette |cet)?)(?P<saison>{ou(_LEXIQUE['saisons'])}){_ANNEE}{FIN}"
)
_PARTIE = re.compile(
    r"(?<!\w)(?:(?P<n>1e?re?|premier|2e|2eme|deuxieme|second|2nd|3e|3eme|troisieme|4e|4eme|"
    rf"quatrieme|dernier)\s+(?P<u>{ou(['~trimestre', '~semestre'])})|(?P<u2>[tqs])(?P<n2>[1-4])(?!\w))"
    rf"{_ANNEE}"
)
_SCOLAIRE = re.compile(
    r"(?<![\w/.-])(?P<an>20\d\d|[12]\d)\s?[/-]\s?(?P<an2>(?:20)?[12]\d)(?![\w/-])"
)
_AN_SEUL = re.compile(
    rf"(?<![\w.,/+-])(?:(?P<vague>debut|fin|mi|courant)[\s-]+(?:d[e']\s*)?(?:l'annee\s+)?)?"
    rf"(?P<an>(?:19[5-9]|20[0-4])\d(?![\w]|[.,]\d)|{_EN_LETTRES})"
    rf"|{DEBUT}(?:promo(?:tion)?|session|annee|millesime|en|depuis)\s+"
    rf"(?P<court>'?(?:[12]\d|[6-9]\d)(?![\w/.:]|,\d)(?!\s*[a-z%€])|{EN_LETTRES})"
)
_RANGS = {"1": 1, "p": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4, "q": 4}
_ABREGES = {"sept", "sep", "out", "set", "jan", "march", "may"}
_AVANT_ABREGE = re.compile(
    r"(?:^|[^\w\s]|\b(?:en|de|d'|depuis|partir de|compter de|des|pour|vers|courant|a|le|fin|debut|mi|jusqu'en|mois de))[\s-]*$"
)


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
    """« sept. » -> 9."""
    return _numero(ecrit.rstrip("."))


@cache
def _numero(ecrit: str) -> int:
    return next(n for n, motifs in _LEXIQUE["mois"].items() if re.fullmatch(ou(motifs), ecrit))


def numero_du_jour(ecrit: str) -> int:
    """« 1er », « douze », « 12 » -> the day."""
    chiffres = re.match(r"\d+", ecrit)
    return int(chiffres[0]) if chiffres else _jour_en_lettres(ecrit)


@cache
def _jour_en_lettres(ecrit: str) -> int:
    return next(n for motif, n in _LEXIQUE["jours"].items() if re.fullmatch(ou([motif]), ecrit))


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
    if m["mois"] in _ABREGES and not (m["an"] or m["relatif"] or m["vague2"]):
        if not _AVANT_ABREGE.search(m.string, 0, m.start()):
            return None
        return _situer(m, 1, numero_du_mois(m["mois"]), auj, "mois_abrege", "mois")
    return _situer(m, 1, numero_du_mois(m["mois"]), auj, "mois", "mois")


def _a_la_rentree(m: re.Match[str], auj: date) -> Lue | None:
    mois = numero_du_mois(m["mois"]) if m["mois"] else 9
    return _situer(m, 1, mois, auj, "rentree", "mois")


def _a_la_fete(m: re.Match[str], auj: date) -> Lue | None:
    mois, jour = next(
        f for motif, f in _LEXIQUE["fetes"].items() if re.fullmatch(ou([motif]), m["fete"])
    )
    return _situer(m, jour, mois, auj, "fete", "jour")


def _en_saison(m: re.Match[str], auj: date) -> Lue | None:
    """« l'été », « cet été », « été 2020 », but not « ça a été »."""
    seul = not (m["an"] or m["relatif"] or m["article"])
    if m["saison"] == "ete" and seul and re.search(r"\w", m.string[: m.start()]):
        return None
    mois = next(
        n for motif, n in _LEXIQUE["saisons"].items() if re.fullmatch(ou([motif]), m["saison"])
    )
    return _situer(m, 1, mois, auj, "saison", "mois")


def _en_partie(m: re.Match[str], auj: date) -> Lue | None:
    """« premier semestre 2022 », « T3 »: the month in which it begins."""
    unite, rang = m["u"] or m["u2"], m["n"] or m["n2"]
    par = 6 if unite.startswith("s") else 3
    n = 12 // par if rang == "dernier" else _RANGS[rang[0]]
    mois = (n - 1) * par + 1
    if mois > 12 or (m["u2"] == "s" and not m["an"]):
        return None
    return _situer(m, 1, mois, auj, "trimestre" if par == 3 else "semestre", "mois")


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
    (_MOIS_CHIFFRES, _mois_en_chiffres),
    (_JOUR_MOIS, _jour_mois),
    (_RENTREE, _a_la_rentree),
    (_FETE, _a_la_fete),
    (_SAISON, _en_saison),
    (_PARTIE, _en_partie),
    (_AU_MOIS, _au_mois),
    (_AN_SEUL, _an_seul),
)
