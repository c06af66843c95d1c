"""Spans: « de septembre à juin » is a start, an end, and the months between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from dateutil.relativedelta import relativedelta

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.temps import Lue, sure

_DE = re.compile(r"(?<!\w)(?:de|d'|du|des|entre)(?:\s+(?:la|le|debut))?\s*$")
_ENTRE = re.compile(r"(?<!\w)entre(?:\s+(?:la|le))?\s*$")
_FIN = r"(?:(?:la\s+)?fin\s+(?:de\s+|d'|du\s+)?|le\s+|en\s+|la\s+|au\s+|mi[ -])*"
_VERS = re.compile(rf"\s*(?:jusqu'?\s?(?:a|au|en|aux)?|au|a|->|→|=>|–|-|/)\s*{_FIN}")
_ET = re.compile(rf"\s*(?:et|ou)(?: bien)?\s*{_FIN}")
_JUSQU = re.compile(
    r"(?<!\w)(?:jusqu'?\s?(?:a|au|en|aux)|fin(?: le| au)?\s*:?|termine\w* (?:le|en)|"
    rf"fini\w* (?:le|en))\s*{_FIN}$"
)
_LE_PLUS_LONG = 600  # months
_PRES = 45  # characters between a start and « jusqu'à »


def periodes(libre: str, lues: list[Lue], auj: date) -> Iterator[Candidat]:
    """The dates as candidates, those that are the ends of a span named so, and its length."""
    precedente: Lue | None = None
    suite = zip_longest(lues, lues[1:])
    for lue, suivante in suite:
        if suivante and (lien := _lien(libre, lue, suivante)):
            yield from _a_deux(lue, suivante, lien, auj)
            precedente = next(suite)[0]
        elif _JUSQU.search(libre, 0, lue.debut):
            yield from _jusqu_a(precedente, lue, auj)
        else:
            yield lue.candidat(auj)
            precedente = lue


def _lien(libre: str, lue: Lue, suivante: Lue) -> str | None:
    """« periode », « entre » or « ou », when two dates are said together; else None."""
    entre_elles = libre[lue.fin : suivante.debut]
    annonce = bool(_DE.search(libre, 0, lue.debut))
    if _ET.fullmatch(entre_elles):
        return "entre" if _ENTRE.search(libre, 0, lue.debut) else "ou"
    if not _VERS.fullmatch(entre_elles) or (lue.grain == "annee") != (suivante.grain == "annee"):
        return None
    return (
        "periode" if annonce or (lue.grain == suivante.grain and lue.forme != "jour_seul") else None
    )


def _a_deux(premiere: Lue, derniere: Lue, lien: str, auj: date) -> Iterator[Candidat]:
    premiere = _accorder(premiere, derniere)
    if lien == "ou":  # of two that are possible, the first
        yield premiere.candidat(auj)
        return
    derniere = _apres(premiere, derniere)
    yield premiere.candidat(auj, "debut_de_periode")
    yield _fin(derniere, auj)
    yield from _duree(premiere, derniere, lien)


def _fin(derniere: Lue, auj: date) -> Candidat:
    """The end of a span: no contract begins there."""
    candidat = derniere.candidat(auj, "fin_de_periode")
    sans_debut = {role: v for role, v in candidat.valeurs.items() if role != "date_debut"}
    return replace(candidat, valeurs=sans_debut)


def _jusqu_a(debut: Lue | None, fin: Lue, auj: date) -> Iterator[Candidat]:
    """« … jusqu'au 31 août »: an end, and the length since the date said before it."""
    yield _fin(fin, auj)
    if debut and fin.debut - debut.fin < _PRES:
        yield from _duree(debut, _apres(debut, fin), "jusqu_a")


def _accorder(premiere: Lue, derniere: Lue) -> Lue:
    """The first date, with the month or the year of the second when it has none of its own."""
    if premiere.forme == "jour_seul" and derniere.grain == "jour":
        jour = premiere.a_venir.day
        a_venir = sure(derniere.a_venir.year, derniere.a_venir.month, jour)
        passee = sure(derniere.passee.year, derniere.passee.month, jour)
        if a_venir and passee:
            return replace(
                premiere, forme="jour", a_venir=a_venir, passee=passee, an_dit=derniere.an_dit
            )
    if premiere.an_dit or not derniere.an_dit or derniere.grain == "annee":
        return premiere
    ans = (derniere.a_venir.year, derniere.a_venir.year - 1)
    jours = (sure(an, premiere.a_venir.month, premiere.a_venir.day) for an in ans)
    jour_lu = next((j for j in jours if j and j <= derniere.a_venir), None)
    return replace(premiere, a_venir=jour_lu, passee=jour_lu, an_dit=True) if jour_lu else premiere


def _apres(premiere: Lue, derniere: Lue) -> Lue:
    """The last date: without a year, the first that is after the first date."""
    fin = derniere.a_venir
    while fin < premiere.a_venir and not derniere.an_dit:
        fin += relativedelta(years=1)
    return replace(derniere, a_venir=fin)


def _lendemain(premiere: Lue, derniere: Lue) -> date:
    """The day after the span; « de septembre à septembre » is a year, not thirteen months."""
    au_meme_mois = premiere.a_venir.month == derniere.a_venir.month
    if au_meme_mois and derniere.a_venir > premiere.a_venir and derniere.grain == "mois":
        return derniere.a_venir
    return derniere.lendemain


def _duree(premiere: Lue, derniere: Lue, forme: str) -> Iterator[Candidat]:
    """The months from one to the other, the last one included as far as it is said."""
    if "annee" in (premiere.grain, derniere.grain) or derniere.a_venir < premiere.a_venir:
        return
    ecart = relativedelta(_lendemain(premiere, derniere), premiere.a_venir)
    mois = ecart.years * 12 + ecart.months
    if mois <= _LE_PLUS_LONG:
        yield Candidat("duree", premiere.debut, derniere.fin, {"duree_mois": mois}, forme)
