"""Dates, whatever they are of: to the day, the month or the year, said or counted from today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from vte.horloge import aujourdhui
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.dates_comptees import comptees
from vte.lecture.candidats.dates_ecrites import JOUR, SEMAINE, ecrites, numero_du_jour
from vte.lecture.candidats.lexique import DEBUT, lexique, ou
from vte.lecture.candidats.periodes import periodes
from vte.lecture.candidats.temps import Lue, plus_mois, premier, sure
from vte.lecture.candidats.texte import Texte

_LEXIQUE = lexique("dates")
# « le 12 », « jeudi 17 »: a day whose month is said elsewhere, or not at all.
_JOUR_SEUL = re.compile(
    rf"{DEBUT}(?:{ou(_LEXIQUE['avant_un_jour'])}|{SEMAINE})\s+(?:le\s+)?{JOUR}"
    rf"(?=\s*(?:$|[^\w\s/€%+.,]|[.,](?!\d)|{ou(_LEXIQUE['apres_un_jour'])}\b))"
)
# « du 1er au (30 septembre) », « entre 5 et (10 juin) », « le 5 ou (6 juin) »
_JOUR_PARTAGE = re.compile(
    rf"{DEBUT}(?:(?:du|depuis le)\s+{JOUR}\s*(?:au|a|-)"
    rf"|(?:le|au|du|entre|entre le)\s+{JOUR.replace('<jour>', '<jour2>')}\s*(?:et|ou|/|-))"
    r"\s*(?:le\s+)?$"
)
_DEPUIS = re.compile(rf"{DEBUT}(?:depuis|dpui?s)(?: (?:le|la))?\s*$")


def dates(texte: Texte) -> list[Candidat]:
    """The dates, and the lengths between the ends of a span, where they are."""
    libre, auj = texte.libre, aujourdhui()
    toutes = [*ecrites(libre, auj), *comptees(libre, auj)]
    lues = _sans_recouvrement(x for x in toutes if "\x00" not in libre[x.debut : x.fin])
    seules = [
        lue for place in _jours_seuls(libre, lues) if (lue := _situer(libre, place, lues, auj))
    ]
    lues = [*(x for x in lues if not _dit_le_jour_de(libre, x, seules)), *seules]
    lues = sorted((_depuis(libre, x) for x in lues), key=lambda x: x.debut)
    return list(periodes(libre, lues, auj))


def _sans_recouvrement(lues: Iterable[Lue]) -> list[Lue]:
    """Of those that overlap, the longest; of the same length, the first."""
    gardees: list[Lue] = []
    for lue in sorted(lues, key=lambda x: x.debut - x.fin):
        if all(lue.fin <= g.debut or g.fin <= lue.debut for g in gardees):
            gardees.append(lue)
    return gardees


def _depuis(libre: str, lue: Lue) -> Lue:
    """« depuis le 3 mai »: the last one, whatever it is of."""
    if not _DEPUIS.search(libre, 0, lue.debut):
        return lue
    return replace(lue, a_venir=lue.passee, an_dit=True)


def _dit_le_jour_de(libre: str, lue: Lue, seules: list[Lue]) -> bool:
    """« lundi 6 »: the day of the week adds nothing."""
    return lue.forme == "jour_semaine" and any(
        lue.fin <= s.debut and not libre[lue.fin : s.debut].strip() for s in seules
    )


def _jours_seuls(libre: str, lues: list[Lue]) -> Iterator[tuple[int, int]]:
    """The places of days without a month."""
    trouves = [*_JOUR_SEUL.finditer(libre)]
    for lue in lues:
        if lue.grain == "jour":
            partage = _JOUR_PARTAGE.search(libre, max(0, lue.debut - 40), lue.debut)
            trouves += [partage] if partage else []
    places = {m.span("jour" if m["jour"] else "jour2") for m in trouves}
    for debut, fin in sorted(places):
        if not any(debut < lue.fin and lue.debut < fin for lue in lues):
            yield debut, fin


def _situer(libre: str, place: tuple[int, int], lues: list[Lue], auj: date) -> Lue | None:
    """Of the month named before it, when that is not over; else the next such day and the last."""
    jour = numero_du_jour(libre[slice(*place)])
    avant = (
        x for x in lues if x.fin <= place[0] and x.grain != "annee" and x.forme != "jour_semaine"
    )
    modele = max((x for x in avant if x.a_venir >= premier(auj)), key=lambda x: x.fin, default=None)
    lue = _du_mois(modele, jour, place) if modele else None
    return lue or _prochain(jour, place, auj)


def _du_mois(modele: Lue, jour: int, place: tuple[int, int]) -> Lue | None:
    a_venir = sure(modele.a_venir.year, modele.a_venir.month, jour)
    passee = sure(modele.passee.year, modele.passee.month, jour)
    if a_venir is None or passee is None:
        return None
    return Lue(*place, "jour_seul", a_venir, passee, modele.an_dit)


def _prochain(jour: int, place: tuple[int, int], auj: date) -> Lue | None:
    mois = [m for n in (0, 1, 2, -1, -2) if (m := plus_mois(premier(auj), n))]
    jours = [j for m in mois if (j := sure(m.year, m.month, jour))]
    a_venir = min((j for j in jours if j > auj), default=None)
    passee = max((j for j in jours if j <= auj), default=None)
    return Lue(*place, "jour_seul", a_venir, passee) if a_venir and passee else None
