"""Dates, whatever they are of: to the day, the month or the year, said or counted from today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from vte.horloge import aujourdhui
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.dates_comptees import comptees
from vte.lecture.candidats.dates_ecrites import JOUR, SEMAINE, ecrites, numero_du_jour
from vte.lecture.candidats.periodes import periodes
from vte.lecture.candidats.temps import Lue, plus_mois, premier, sure
from vte.lecture.candidats.texte import Texte

# « le 12 », « jeudi 17 »: a day whose month is said elsewhere, or not at all.
_JOUR_SEUL = re.compile(
    rf"(?<!\w)(?:le|au|du|des le|{SEMAINE})\s+(?:le\s+)?{JOUR}"
    r"(?=\s*(?:$|[^\w\s/€%+.,]|[.,](?!\d)|(?:au|et|ou|a|puis|mais|pas|svp|si|je|j|on|il|elle|c|plutot|non|pour|"
    r"en|avec|dans|alors|merci|ça|ca|prochain|dernier)\b))"
)


# « du 1er au (30 septembre) », « entre 5 et (10 juin) », « le 5 ou (6 juin) »
_JOUR_PARTAGE = re.compile(
    rf"(?<!\w)(?:(?:du|depuis le)\s+{JOUR}\s*(?:au|a|-)"
    rf"|(?:le|au|du|entre|entre le)\s+{JOUR.replace('jour', 'jour2')}\s*(?:et|ou|/|-))\s*(?:le\s+)?$"
)


def dates(texte: Texte) -> list[Candidat]:
    """The dates, and the lengths between the ends of a span, where they are."""
    auj = aujourdhui()
    toutes = [*ecrites(texte.libre, auj), *comptees(texte.libre, auj)]
    lues = _sans_recouvrement(
        lue for lue in toutes if "\x00" not in texte.libre[lue.debut : lue.fin]
    )
    lues += _jours_seuls(texte.libre, lues, auj)
    return list(periodes(texte.libre, sorted(lues, key=lambda x: x.debut), auj))


def _sans_recouvrement(lues: Iterable[Lue]) -> list[Lue]:
    """Of those that overlap, the longest; of the same length, the first."""
    gardees: list[Lue] = []
    for lue in sorted(lues, key=lambda x: x.debut - x.fin):
        if all(lue.fin <= g.debut or g.fin <= lue.debut for g in gardees):
            gardees.append(lue)
    return gardees


def _jours_seuls(libre: str, lues: list[Lue], auj: date) -> Iterator[Lue]:
    """« le 12 »: of the month named before it, when that is not over; else the next and the last."""
    seuls = [(m, "jour") for m in _JOUR_SEUL.finditer(libre)]
    for lue in lues:
        if lue.grain == "jour" and (
            m := _JOUR_PARTAGE.search(libre, max(0, lue.debut - 40), lue.debut)
        ):
            seuls.append((m, "jour" if m["jour"] else "jour2"))
    for m, groupe in seuls:
        place = m.span(groupe)
        if any(place[0] < lue.fin and lue.debut < place[1] for lue in lues):
            continue
        jour = numero_du_jour(m[groupe])
        avant = [
            x
            for x in lues
            if x.fin <= m.start() and x.grain != "annee" and x.a_venir >= premier(auj)
        ]
        modele = max(avant, key=lambda x: x.fin, default=None)
        lue = (modele and _du_mois(modele, jour, place)) or _prochain(jour, place, auj)
        if lue:
            yield lue


def _du_mois(modele: Lue, jour: int, place: tuple[int, int]) -> Lue | None:
    a_venir = sure(modele.a_venir.year, modele.a_venir.month, jour)
    passee = sure(modele.passee.year, modele.passee.month, jour)
    return a_venir and passee and Lue(*place, "jour_seul", a_venir, passee, modele.an_dit)


def _prochain(jour: int, place: tuple[int, int], auj: date) -> Lue | None:
    mois = [m for n in (0, 1, 2, -1, -2) if (m := plus_mois(premier(auj), n))]
    jours = [j for m in mois if (j := sure(m.year, m.month, jour))]
    a_venir = min((j for j in jours if j > auj), default=None)
    passee = max((j for j in jours if j <= auj), default=None)
    return a_venir and passee and Lue(*place, "jour_seul", a_venir, passee)
