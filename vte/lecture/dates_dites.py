"""Whose date it is: of the start of the contract, or of the diploma.

A month alone is its first day; without a year, a start is read ahead and a diploma in the past.
« L'an dernier » alone is the first day of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from vte.lecture.dates import AN_NU, Lue, premier, trouver
from vte.lecture.mention import Mention

_DIPLOME = re.compile(
    r"diplom\w*|titulaire|obten\w*|\beu (?:son|mon|le|sa)|valid\w*|decroch\w*|\bsorti\w*|"
    r"\bsor[st]\b|reussi\w*|\bfini\w*|termine\w*|\bbts\b|licence|\bmaster|\bdut\b|\bilya\b|"
    r"\baur(?:a|ai|ont|ez) (?:son|sa|mon|ma|le|leur)\b"
)
_DE, _A = (
    re.compile(r"\b(?:de|d'|du|des|entre)\s*$"),
    re.compile(r"\s*(?:a|au|et|jusqu'(?:a|au|en|aux))\s*(?:la\s+fin\s+(?:de\s+|d')?|fin\s+)?"),
)
_FIN = re.compile(r"\bjusqu'(?:a|au|en)\s*(?:la\s+fin\s+(?:de\s+|d')?|fin\s+)?$")
_DIPLOME_DEPUIS = re.compile(
    r"\b(?:bts|licence|master|m2|dut|but|bac|deug|doctorat|diplom\w*|"
    r"ingenieure?)\b[^,.;!?]{0,30}\b(?:depuis|obtenue? en|eue? en|valide en)\s*$"
    r"|\b(?:bts|licence(?: pro\w*)?|master|m2|dut|but|bac|deug|doctorat|diplome|"
    r"bachelor) (?:date )?(?:de |d'|du )\s*$"
)
_DEBUT = re.compile(
    r"a partir|a compter|\bcommenc\w*|\bdebut\w*|\bdemarr\w*|embauch\w*|\bdes (?=le|l|\w)|"
    r"\bdu (?=\d|1er)|\bpour (?=le|la|septembre|octobre|\w+bre)|\bau (?=\d|1er|premier)|"
    r"contrat|cdd|cdi|apprenti\w*|alternan\w*|\bprise de poste|\brecrut\w*|\bprendre\b|"
    r"\barriv\w*|\bsign\w*|\bpartir\b"
)
_DEBUT_DIT = re.compile(
    r"\bcommenc\w*|\bdemarr\w*|\bdebut\w*|embauch\w*|\brecrut\w*|\barriv\w*|\bsign\w*"
)


def lire_dates(plat: str, entier: str, question: str | None, auj: date) -> Iterator[Mention]:
    """The dates of start and of diploma; the nearest clue before a date says which it is.

    `entier`: the flat text, nothing masked: « un master depuis mars 2019 » dates the master.
    """
    lues = sorted((x for x in trouver(plat, auj) if x.valeur), key=lambda x: x.debut)
    if plage := _plage(plat, lues, auj):
        yield from plage
        return
    deja: set[str] = set()
    for place, lue in enumerate(lues):
        if _FIN.search(plat[: lue.debut]):  # « jusqu'en août »: no start
            continue
        avant = plat[lues[place - 1].fin if place else 0 : lue.debut]
        role = (
            _role_de_l_annee(plat[lue.debut : lue.fin], avant, question)
            if lue.a_l_annee
            else _role(avant, plat[lue.fin : lue.fin + 50], question)
        )
        cle = "date_diplome" if _DIPLOME_DEPUIS.search(entier[: lue.debut]) else role
        if cle and cle not in deja:
            deja.add(cle)
            yield Mention(
                cle, _situer(lue, cle, auj).isoformat(), lue.debut, lue.fin, lue.a_l_annee
            )


def _plage(plat: str, lues: list[Lue], auj: date) -> list[Mention]:
    """« d'octobre à juin »: the start and the months, the last included; [] when it is no range."""
    for premiere, derniere in zip(lues, lues[1:], strict=False):
        if not (
            _DE.search(plat[: premiere.debut]) and _A.fullmatch(plat[premiere.fin : derniere.debut])
        ):
            continue
        debut, fin = _situer(premiere, "date_debut", auj), derniere.valeur
        while fin is not None and fin < debut and not derniere.an_dit:
            fin += relativedelta(years=1)
        if fin is None or fin < debut:
            continue
        # Said to the month, the end is the whole month; said to the day, that day.
        ecart = relativedelta(
            fin + (relativedelta(months=1) if derniere.au_mois else timedelta(days=1)), debut
        )
        duree = ecart.years * 12 + ecart.months
        place = (premiere.debut, derniere.fin)
        return [
            Mention("date_debut", debut.isoformat(), *place),
            Mention("duree_mois", duree, *place),
        ]
    return []


def _role_de_l_annee(dite: str, avant: str, question: str | None) -> str | None:
    """« L'aide existe-t-elle en 2024 ? » dates nothing: a date must be asked, or a word say whose.

    A year in figures is taken as an answer only: said in passing, its month is asked.
    """
    roles = {
        "date_diplome": _derniere_place(_DIPLOME, avant),
        "date_debut": _derniere_place(_DEBUT_DIT, avant),
    }
    if max(roles.values()) >= 0 and not AN_NU.fullmatch(dite):
        return max(roles, key=lambda cle: roles[cle])
    return question if question in roles else None


def _derniere_place(motif: re.Pattern[str], texte: str) -> int:
    return max((m.start() for m in motif.finditer(texte)), default=-1)


def _role(avant: str, apres: str, question: str | None) -> str | None:
    diplome, debut = _derniere_place(_DIPLOME, avant), _derniere_place(_DEBUT, avant)
    if diplome == debut == -1:
        if question in ("date_debut", "date_diplome"):
            return question
        if _DIPLOME.search(apres.split(",")[0]) and not _DEBUT.search(apres):
            return "date_diplome"
        return (
            "date_debut"
            if re.search(r"\b(?:en|le|a|au|des|a la|pour|du|debut|fin|mi|courant|c'est)\W*$", avant)
            or _DEBUT.search(apres)
            or not avant.strip()
            else None
        )
    return "date_diplome" if diplome > debut else "date_debut"


def _situer(lue: Lue, cle: str, auj: date) -> date:
    """No year said: the next one for a start, the last one past for a diploma."""
    assert lue.valeur is not None
    if lue.an_dit:
        return lue.valeur
    jour: date = lue.valeur
    if cle == "date_debut" and jour < premier(auj):
        jour += relativedelta(years=1)
    if cle == "date_diplome" and jour > auj:
        jour -= relativedelta(years=1)
    return jour
