"""Spans: « de septembre à juin » is a start, an end, and the months between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.temps import Lue, fin_du_grain, sure

_DE = re.compile(r"(?<!\w)(?:de|d'|du|des|entre(?: le)?|depuis(?: le)?)(?:\s+(?:la|le|debut))?\s*$")
_A = re.compile(
    r"\s*(?:(?P<sur>au|a|jusqu'?\s?(?:a|au|en|aux)?|->|→|=>|–|-|/)|(?P<et>et|ou)(?: bien)?)\s*"
    r"(?:la\s+fin\s+(?:de\s+|d')?|fin\s+|le\s+|en\s+|la\s+|au\s+)*"
)
_JUSQU = re.compile(
    r"(?<!\w)(?:jusqu'?\s?(?:a|au|en|aux)|fin(?: le| au)?\s*:?|termine\w* (?:le|en))\s*(?:la\s+|fin\s+|le\s+)*$"
)


def periodes(libre: str, lues: list[Lue], auj: date) -> Iterator[Candidat]:
    """The dates as candidates, those that are the ends of a span named so, and its length."""
    ouverte: Lue | None = None
    place = 0
    while place < len(lues):
        lue = lues[place]
        suivante = lues[place + 1] if place + 1 < len(lues) else None
        lien = suivante and _A.fullmatch(libre[lue.fin : suivante.debut])
        if suivante and lien and _annonce(libre, lue, lien):
            yield from _plage(libre, lue, suivante, lien, auj)
            place += 2
            continue
        if ouverte and _JUSQU.search(libre, 0, lue.debut):
            yield lue.candidat(auj, "fin_de_periode")
            yield from _duree(ouverte, lue, "jusqu_a")
        else:
            ouverte = lue
            fin = _JUSQU.search(libre, 0, lue.debut)
            yield lue.candidat(auj, "fin_de_periode" if fin else None)
        place += 1


def _annonce(libre: str, lue: Lue, lien: re.Match[str]) -> bool:
    """« de … à … », « entre … et … »; « juin ou juillet 2020 » shares its year."""
    if lien["et"]:
        return True
    if lien["sur"] in ("/", "-") and lue.grain == "annee":
        return False
    return bool(_DE.search(libre, 0, lue.debut)) or lue.an_dit or lue.forme != "jour_seul"


def _plage(
    libre: str, premiere: Lue, derniere: Lue, lien: re.Match[str], auj: date
) -> Iterator[Candidat]:
    debut = _accorder(premiere, derniere)
    entre = "entre" in libre[max(0, premiere.debut - 10) : premiere.debut]
    if lien["et"] and not entre:  # two dates in the balance, no span
        yield debut.candidat(auj)
        yield derniere.candidat(auj)
        return
    yield debut.candidat(auj, "debut_de_periode")
    yield derniere.candidat(auj, "fin_de_periode")
    yield from _duree(debut, derniere, "entre" if entre else "periode")


def _accorder(premiere: Lue, derniere: Lue) -> Lue:
    """The first date, with the month or the year of the second when it has none of its own."""
    if premiere.forme == "jour_seul" and derniere.forme in ("jour", "chiffres", "jour_mois"):
        jour = premiere.a_venir.day
        venir = sure(derniere.a_venir.year, derniere.a_venir.month, jour)
        passee = sure(derniere.passee.year, derniere.passee.month, jour)
        if venir and passee:
            return replace(
                premiere, a_venir=venir, passee=passee, an_dit=derniere.an_dit, forme="jour"
            )
    if premiere.an_dit or not derniere.an_dit or derniere.grain == "annee":
        return premiere
    an = derniere.a_venir.year
    modele = premiere.a_venir
    jour_lu = sure(an, modele.month, modele.day)
    if jour_lu and jour_lu > derniere.a_venir:
        jour_lu = sure(an - 1, modele.month, modele.day)
    return replace(premiere, a_venir=jour_lu, passee=jour_lu, an_dit=True) if jour_lu else premiere


def _duree(premiere: Lue, derniere: Lue, forme: str) -> Iterator[Candidat]:
    """The months from one to the other, the last one included as far as it is said."""
    if "annee" in (premiere.grain, derniere.grain):
        return
    debut, fin = premiere.a_venir, derniere.a_venir
    while fin < debut and not derniere.an_dit:
        fin += relativedelta(years=1)
    if fin < debut:
        return
    ecart = relativedelta(fin + fin_du_grain(derniere.grain), debut)
    mois = ecart.years * 12 + ecart.months
    if mois <= 600:
        yield Candidat("duree", premiere.debut, derniere.fin, {"duree_mois": mois}, forme)
