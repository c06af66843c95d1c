"""Dates, whatever they are of: to the day, the month or the year, said or counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from vte.horloge import aujourdhui
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import PETIT, entier, valeur
from vte.lecture.candidats.lexique import lexique, ou
from vte.lecture.candidats.periodes import periodes
from vte.lecture.candidats.temps import (
    Lue,
    annee,
    decale,
    derniere,
    premier,
    prochaine,
    sure,
)
from vte.lecture.candidats.texte import Texte
from vte.texte import masquer

_LEXIQUE = lexique("dates")
_MOIS = {f"m{n}": n for n in _LEXIQUE["mois"]}
_NOM = rf"{ou(f'(?P<m{n}>{motif})' for n, motif in _LEXIQUE['mois'].items())}(?!\w)\.?"
_AN_LETTRES = r"deux mille(?:[ -](?:\w+)(?:-\w+)?)?"
_AN = (
    r"(?:[\s,/-]*(?:de\s+)?(?:l'annee\s+)?(?P<an>(?:19|20)\d\d(?!\d)|'?[12]\d(?![\d/.:]|\s*\w{3})|"
    r"deux mille (?:dix[ -](?:sept|huit|neuf)|vingt(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre))?|"
    r"quinze|seize|dix)))"
)
_L_AN = (
    r"(?P<relatif>\s+(?:de\s+)?(?:prochaine?|derniere?|passee?|d'avant|suivante?|"
    r"(?:l')?an(?:nee)?\s+(?:prochaine?|derniere?|passee?|d'avant)|cette annee|de l'an(?:nee)? "
    r"(?:prochaine?|derniere?|passee?)|qui vient|a venir))"
)
_N_JOUR = (
    r"(?!(?:dix|vingt|trente)[ -](?:et[ -])?sept?(?!\w))(?P<jour>1\s?ere?|1\s?i?er|1st|premier|[0-3]?\d(?:\s?eme)?|trente et un|trente|"
    r"vingt[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf)|vingt|"
    r"dix[ -](?:sept|huit|neuf)|onze|douze|treize|quatorze|quinze|seize|dix|deux|trois|quatre|"
    r"cinq|six|sept|huit|neuf)"
)
_SEMAINE = ou(_LEXIQUE["jours"])
_VAGUE = (
    r"(?P<vague>(?:tout )?debut|mi|fin|courant|milieu|fin de|debut de|courant de|au cours de)"
    r"[\s-]+(?:du mois (?:de |d')|de |d'|le mois de )?"
)

_ISO = re.compile(r"(?<![\w])(?P<a>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<j>\d{1,2})(?!\d)")
_CHIFFRES = re.compile(
    r"(?<![\w/])(?P<j>\d{1,2}|1er)\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<a>(?:19|20)\d\d|\d{2})"
    r"(?!\d)|(?<![\w/])(?P<j2>\d{2}) (?P<m2>\d{2}) (?P<a2>(?:19|20)\d\d)(?!\d)"
)
_MOIS_CHIFFRES = re.compile(
    r"(?<![\w/])(?P<m>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<a>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\w/.,])(?P<m2>0?[1-9]|1[0-2])/(?P<a2>\d\d)(?![\d/])"
)
_SANS_AN = re.compile(
    r"(?<![\w/.,-])(?:(?P<j>[0-3]?\d|1er)/(?P<m>0?[1-9]|1[0-2])"
    r"|(?P<j2>[0-3]?\d)[.-](?P<m2>0[1-9]|1[0-2]|[1-9]))(?![\d/]|[.,-]\d|\s?(?:k|h)\b)"
)
_AU_JOUR = re.compile(
    rf"(?<![\w/])(?:{_SEMAINE}\s+)?{_N_JOUR}\s?(?:du mois de\s+|de\s+)?[/-]?\s*(?:{_NOM}{_AN}?)"
    rf"{_L_AN}?|(?<!\w){_NOM.replace('?P<m', '?P<x')}\s+{_N_JOUR.replace('?P<jour', '?P<xj')}st\b"
)
_AU_MOIS = re.compile(rf"(?<!\w)(?:{_VAGUE})?(?:{_NOM})(?:{_AN}|{_L_AN})?")
_RENTREE = re.compile(
    rf"(?<!\w)(?:a\s+)?(?:la\s+)?rentr?ee?(?: scolaire| universitaire)?{_AN}?{_L_AN}?(?!\w)"
)
_FETE = re.compile(rf"(?<!\w){ou(_LEXIQUE['fetes'])}{_AN}?{_L_AN}?(?!\w)")
_SAISON = re.compile(
    rf"(?<!\w)(?:l'|cet |cette )?(?:{_VAGUE})?(?:l'|cet )?"
    rf"(?P<saison>{'|'.join(_LEXIQUE['saisons'])}){_AN}?{_L_AN}?(?!\w)"
)
_TRIMESTRE = re.compile(
    rf"(?<!\w)(?:(?P<n>1er|premier|2e|2eme|deuxieme|second|2nd|3e|3eme|troisieme|4e|4eme|"
    rf"quatrieme|dernier)\s+(?P<u>trimestre|semestre)|(?P<u2>[tqs])(?P<n2>[1-4])(?!\w))"
    rf"{_AN}?{_L_AN}?"
)
_JOUR_SEMAINE = re.compile(
    rf"(?<!\w)(?P<nom>{_SEMAINE})(?:\s+(?P<relatif>prochain|dernier|passe|qui vient|"
    rf"en huit|en quinze|matin|suivant|d'apres))?(?!\w)"
)
_UNITE = r"(?P<u>jours?|j|semaines?|sem|mois|moi|ans?|annees?|piges?|trimestres?|semestres?)(?!\w)"
_QUANTITE = (
    rf"(?:environ |a peu pres |presque |pres de |quasi(?:ment)? |a peine |tout juste |bien |"
    rf"un peu (?:plus|moins) d[e'] ?|plus d[e'] ?|moins d[e'] ?|deja |maintenant |bientot |"
    rf"meme pas )*(?P<n>{PETIT})[\s-]*{_UNITE}"
    rf"(?:\s+et\s+(?P<demi>demie?)(?!\w))?(?:\s+et\s+(?P<plus>{PETIT})\s*mois\b)?"
)
_AVANT_AUJ = re.compile(
    rf"(?<!\w)(?:il\s?y\s?a|ilya|i'?l? ?y'?\s?a|y'?\s?a|ya|(?:ca|cela|ca va) (?:fait|faire)|"
    rf"sa fait|fait|voila|voici|depuis|ca remonte a|remonte a)\s+{_QUANTITE}"
    rf"|(?<!\w){_QUANTITE.replace('?P<', '?P<x')}\s+(?:plus tot|auparavant|en arriere)"
)
_APRES_AUJ = re.compile(rf"(?<!\w)(?:dans|d'ici|d'ici a|sous|d ici)\s+{_QUANTITE}")
_FIN_DE = re.compile(
    r"(?<!\w)(?:(?P<vague>(?:a la )?fin|(?:au )?debut|(?:au )?milieu|mi|courant|(?P<jour>1er|premier|\d{1,2})(?=\s+d))"
    r"[\s-]+(?:de\s+|du\s+|d'|de l'|l')?)?(?P<quoi>(?:ce\s+|le\s+)?mois(?P<rel>\s+(?:prochain|dernier|"
    r"passe|d'apres|suivant|en cours|qui vient))?(?:[ -]?ci)?|(?:la |cette )?semaine(?P<rel2>\s+(?:prochaine|derniere|"
    r"passee|d'apres|suivante|qui vient))?|(?:l'|l |cette |l)?an(?:nee)?(?P<rel3>\s+(?:prochaine?|derniere?|"
    r"passee?|d'avant|suivante?|qui vient|en cours|civile))?)(?!\w)"
)
_PROCHES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?<!\w)apres[ -]demain(?!\w)"), 2),
    (re.compile(r"(?<!\w)avant[ -]hier(?!\w)"), -2),
    (re.compile(r"(?<!\w)(?:demain|2main)(?!\w)"), 1),
    (re.compile(r"(?<!\w)hier(?!\w)"), -1),
    (
        re.compile(
            r"(?<!\w)(?:aujourd'?\s?hui|tout de suite|immediatement|immediat|des maintenant|"
            r"maintenant|de suite|ce jour|asap|au plus vite|des que possible)(?!\w)"
        ),
        0,
    ),
)
_AN_SEUL = re.compile(
    r"(?<![\w.,/+-])(?:(?P<vague>debut|fin|mi|courant)[\s-]+(?:d[e']\s*)?(?:l'annee\s+)?)?"
    r"(?P<an>(?:19[5-9]|20[0-4])\d)(?![\w]|[.,]\d)"
    r"|(?<!\w)(?P<mots>deux mille (?:dix[ -](?:sept|huit|neuf)|quinze|seize|dix|"
    r"vingt(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre))?))(?!\w)"
    r"|(?<!\w)(?:promo(?:tion)?|session|annee|millesime|en)\s+(?P<court>'?[12]\d)(?![\w/.])"
)
_JOUR_SEUL = re.compile(
    rf"(?<!\w)(?:le|au|du|des le|ou|et|entre le|et le)\s+{_N_JOUR}(?=\W|$)(?!\s*[a-z\d%€/+])"
    rf"|(?<!\w)(?:le|au|du|des le|entre le)\s+{_N_JOUR.replace('?P<jour', '?P<xjour')}(?=\s+(?:au|et|ou|a|puis|mais|pas|svp|si|je|on|c'est|plutot|non|pour|en)\b)"
)
_MOIS_DU_GRAIN = {"t": 3, "q": 3, "s": 6}
_RANGS = {"1": 1, "p": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4, "q": 4}


def dates(texte: Texte) -> list[Candidat]:
    """The dates, and the lengths between the ends of a span, where they are."""
    auj = aujourdhui()
    lues = sorted(_lues(texte.libre, auj), key=lambda x: x.debut)
    return list(periodes(texte.libre, lues, auj))


def _lues(plat: str, auj: date) -> Iterator[Lue]:
    """From the surest form to the vaguest; what is read is not read again."""
    for motif, lire in _FORMES:
        for m in list(motif.finditer(plat)):
            if "\x00" in plat[m.start() : m.end()]:
                continue
            lue = lire(m, auj)
            if lue is not None:
                yield lue
                plat = masquer(plat, lue.debut, lue.fin)
    yield from _jours_seuls(plat, auj)


def _exacte(m: re.Match[str], jour: date | None, forme: str, grain: str = "jour") -> Lue | None:
    return jour and Lue(m.start(), m.end(), forme, jour, jour, True, grain)


def _ouverte(
    m: re.Match[str], mois: int, jour: int, auj: date, forme: str, grain: str
) -> Lue | None:
    """A day and a month without a year."""
    apres, avant = prochaine(mois, jour, auj), derniere(mois, jour, auj)
    return apres and avant and Lue(m.start(), m.end(), forme, apres, avant, False, grain)


def _situer(
    m: re.Match[str], mois: int, jour: int, auj: date, forme: str, grain: str
) -> Lue | None:
    """A day and a month, of the year that the match says, or of none."""
    groupes = m.groupdict()
    if an := groupes.get("an"):
        return _exacte(m, sure(_annee(an), mois, jour), forme, grain)
    if relatif := groupes.get("relatif"):
        return _exacte(m, sure(_annee_relative(mois, relatif, auj), mois, jour), forme, grain)
    return _ouverte(m, mois, jour, auj, forme, grain)


def _annee(ecrite: str) -> int:
    if ecrite[0] == "d":
        return entier(ecrite) or 0
    return annee(ecrite.lstrip("'"))


def _annee_relative(mois: int, relatif: str, auj: date) -> int:
    """« juin dernier »: the last June that is over; « juin prochain »: the next."""
    if "an" in re.split(r"\W+|nee", relatif) or "annee" in relatif:
        return (
            auj.year
            + ("pro" in relatif)
            - ("der" in relatif or "pass" in relatif or "avant" in relatif)
        )
    if re.search(r"proch|suiv|vient|venir", relatif):
        return auj.year + (mois <= auj.month)
    return auj.year - (mois >= auj.month)


def _mois(m: re.Match[str], prefixe: str = "m") -> int:
    return next(n for n in range(1, 13) if m[f"{prefixe}{n}"])


def _jour(ecrit: str) -> int:
    if ecrit.startswith(("1er", "1 ", "1ier", "1st", "premier")):
        return 1
    return entier(re.sub(r"\s?eme$", "", ecrit)) or 0


def _iso(m: re.Match[str], auj: date) -> Lue | None:
    return _exacte(m, sure(int(m["a"]), int(m["m"]), int(m["j"])), "iso")


def _en_chiffres(m: re.Match[str], auj: date) -> Lue | None:
    j, mois, an = (m[g] or m[f"{g}2"] for g in ("j", "m", "a"))
    return _exacte(m, sure(annee(an), int(mois), _jour(j)), "chiffres")


def _mois_en_chiffres(m: re.Match[str], auj: date) -> Lue | None:
    """« 09/2021 », and « 07/20 », of which 20 is no month."""
    if m["a"]:
        return _exacte(m, sure(int(m["a"]), int(m["m"]), 1), "mois_chiffres", "mois")
    if 13 <= int(m["a2"]) <= 29:
        return _exacte(m, sure(annee(m["a2"]), int(m["m2"]), 1), "mois_chiffres", "mois")
    return None


def _jour_mois(m: re.Match[str], auj: date) -> Lue | None:
    jour, mois = (m[g] or m[f"{g}2"] for g in ("j", "m"))
    return _ouverte(m, int(mois), _jour(jour), auj, "jour_mois", "jour")


def _au_jour(m: re.Match[str], auj: date) -> Lue | None:
    if m["xj"]:
        return _ouverte(m, _mois(m, "x"), _jour(m["xj"] + " "), auj, "jour", "jour")
    return _situer(m, _mois(m), _jour(m["jour"]), auj, "jour", "jour")


def _au_mois(m: re.Match[str], auj: date) -> Lue | None:
    return _situer(m, _mois(m), 1, auj, "mois", "mois")


def _a_la_rentree(m: re.Match[str], auj: date) -> Lue | None:
    return _situer(m, 9, 1, auj, "rentree", "mois")


def _a_la_fete(m: re.Match[str], auj: date) -> Lue | None:
    nom = next(f for f in _LEXIQUE["fetes"] if f in m.group())
    mois, jour = _LEXIQUE["fetes"][nom]
    return _situer(m, mois, jour, auj, "fete", "jour")


def _en_saison(m: re.Match[str], auj: date) -> Lue | None:
    if m["saison"] == "ete" and not (
        m["an"] or m["relatif"] or m["vague"] or re.match(r"l'|cet ", m.group())
    ):
        return None  # « ça a été »
    return _situer(m, _LEXIQUE["saisons"][m["saison"]], 1, auj, "saison", "mois")


def _au_trimestre(m: re.Match[str], auj: date) -> Lue | None:
    unite, rang = (m["u"] or m["u2"]), (m["n"] or m["n2"])
    par = 3 if unite[0] in "tq" else 6
    n = 12 // par if rang == "dernier" else _RANGS[rang[0]]
    mois = (n - 1) * par + 1
    if mois > 12 or (m["u2"] and not m["an"] and m["u2"] == "s"):
        return None
    return _situer(m, mois, 1, auj, "trimestre" if par == 3 else "semestre", "mois")


def _jour_de_semaine(m: re.Match[str], auj: date) -> Lue | None:
    rang = _LEXIQUE["jours"][m["nom"]]
    apres = auj + timedelta(days=(rang - auj.weekday() - 1) % 7 + 1)
    avant = auj - timedelta(days=(auj.weekday() - rang - 1) % 7 + 1)
    relatif = m["relatif"] or ""
    if relatif in ("dernier", "passe"):
        return _exacte(m, avant, "jour_semaine")
    apres += timedelta(days={"en huit": 7, "en quinze": 14}.get(relatif, 0))
    return Lue(m.start(), m.end(), "jour_semaine", apres, avant)


def _quantite(m: re.Match[str], prefixe: str = "") -> float:
    n = valeur(m[f"{prefixe}n"]) or 0.0
    plus = m[f"{prefixe}plus"]
    return n + (0.5 if m[f"{prefixe}demi"] else 0.0) + ((valeur(plus) or 0.0) / 12 if plus else 0.0)


def _avant_aujourdhui(m: re.Match[str], auj: date) -> Lue | None:
    prefixe = "" if m["n"] else "x"
    n = _quantite(m, prefixe)
    return _exacte(m, decale(auj, -n, m[f"{prefixe}u"]), "il_y_a") if n <= 600 else None


def _apres_aujourdhui(m: re.Match[str], auj: date) -> Lue | None:
    n = _quantite(m)
    return _exacte(m, decale(auj, n, m["u"]), "dans") if n <= 600 else None


def _cette_periode(m: re.Match[str], auj: date) -> Lue | None:
    """« le mois prochain », « fin de l'année », « la semaine dernière », « 28 de ce mois »."""
    relatif = m["rel"] or m["rel2"] or m["rel3"] or ""
    sens = (
        1
        if re.search(r"proch|apres|suiv|vient", relatif)
        else -1
        if re.search(r"dern|pass|avant", relatif)
        else 0
    )
    quoi = m["quoi"]
    ci = bool(re.match(r"c", quoi)) or quoi.endswith("ci") or "en cours" in relatif
    vague = m["vague"] or ""
    if not (sens or ci or vague):
        return None
    if "semaine" in quoi:
        return _exacte(m, auj + timedelta(weeks=sens), "semaine")
    if "mois" in quoi:
        return _ce_mois(m, premier(auj) + relativedelta(months=sens), vague)
    return _cet_an(m, auj.year + sens, vague, auj)


def _ce_mois(m: re.Match[str], mois: date, vague: str) -> Lue | None:
    if m["jour"]:
        return _exacte(m, sure(mois.year, mois.month, _jour(m["jour"])), "jour")
    if "fin" in vague:
        return _exacte(m, mois + relativedelta(months=1, days=-1), "fin_du_mois")
    return _exacte(m, mois, "mois_relatif", "mois")


def _cet_an(m: re.Match[str], an: int, vague: str, auj: date) -> Lue | None:
    if m["jour"]:
        return None
    if "fin" in vague:
        return _exacte(m, sure(an, 12, 1), "fin_d_annee", "mois")
    if "debut" in vague:
        apres = an + 1 if not m["rel3"] else an
        return _exacte(m, sure(apres, 1, 1), "debut_d_annee", "mois")
    return _exacte(m, sure(an, 1, 1), "annee_relative", "annee")


def _proche(jours: int) -> Callable[[re.Match[str], date], Lue | None]:
    return lambda m, auj: _exacte(m, auj + timedelta(days=jours), "proche")


def _an_seul(m: re.Match[str], auj: date) -> Lue | None:
    an = entier(m["mots"]) if m["mots"] else annee((m["an"] or m["court"]).lstrip("'"))
    mois = {"fin": 12, "mi": 6}.get((m["vague"] if m["an"] else None) or "", 1)
    return _exacte(m, sure(an or 0, mois, 1), "annee", "annee")


_FORMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Lue | None]], ...] = (
    (_ISO, _iso),
    (_CHIFFRES, _en_chiffres),
    (_AU_JOUR, _au_jour),
    (_MOIS_CHIFFRES, _mois_en_chiffres),
    (_SANS_AN, _jour_mois),
    (_APRES_AUJ, _apres_aujourdhui),
    (_AVANT_AUJ, _avant_aujourdhui),
    (_RENTREE, _a_la_rentree),
    (_FETE, _a_la_fete),
    (_SAISON, _en_saison),
    (_TRIMESTRE, _au_trimestre),
    (_AU_MOIS, _au_mois),
    *((motif, _proche(jours)) for motif, jours in _PROCHES),
    (_FIN_DE, _cette_periode),
    (_JOUR_SEMAINE, _jour_de_semaine),
    (_AN_SEUL, _an_seul),
)


def _jours_seuls(plat: str, auj: date) -> Iterator[Lue]:
    """« le 12 »: the next such day; in a span, of the month of the other end."""
    for m in _JOUR_SEUL.finditer(plat):
        groupe = "jour" if m["jour"] else "xjour"
        jour = _jour(m[groupe])
        apres = next((j for k in range(3) if (j := _jour_du_mois(auj, k, jour)) and j > auj), None)
        avant = next(
            (j for k in range(3) if (j := _jour_du_mois(auj, -k, jour)) and j <= auj), None
        )
        if apres and avant:
            yield Lue(m.start(groupe), m.end(groupe), "jour_seul", apres, avant)


def _jour_du_mois(auj: date, decalage: int, jour: int) -> date | None:
    mois = premier(auj) + relativedelta(months=decalage)
    return sure(mois.year, mois.month, jour)
