"""Every CSV of the console, as a French spreadsheet reads it (docs/decisions/0032-figures.md).

`;` between cells, UTF-8 with its mark, a comma in numbers, ISO dates, « oui » or nothing. Text
stays text: what a spreadsheet would compute, or take for a number or a date, is preceded by an
apostrophe; a département is said with its name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.timezone import localtime
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from console.chiffre import Chiffre, Ecart, Part
from vte.reglages import BASE_URL
from vte.territoires import models
from vte.territoires.connection import transaction

BOM = "\ufeff"  # so that a spreadsheet reads UTF-8
_FORMULES = ("=", "+", "-", "@", "\t", "\r")
# Each month whole, or as a spreadsheet shortens it: « Marseille » is no month.
_MOIS = (
    r"janv(?:ier)?|f[ée]vr?(?:ier)?|mars?|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t?|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?"
)
# Digits and what is written between them; a day and its month.
_NOMBRE_OU_DATE = re.compile(
    rf"[\d\s.,/:%€eE-]*\d[\d\s.,/:%€eE-]*|(?:\d+[\s/-]+)?(?:{_MOIS})\.?(?:[\s/-]+\d+)?", re.I
)


def reponse(nom: str, entetes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> Any:
    """The file of this name, sent as it is made."""
    fichier = StreamingHttpResponse(ecrire(entetes, lignes), content_type="text/csv; charset=utf-8")
    fichier["Content-Disposition"] = f'attachment; filename="{nom}.csv"'
    return fichier


def ecrire(entetes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The file, line by line."""
    plume = csv.writer(_Echo(), delimiter=";")
    yield BOM + plume.writerow([cellule(nom) for nom in entetes])
    for ligne in lignes:
        yield plume.writerow([cellule(valeur) for valeur in ligne])


def cellule(valeur: Any) -> str:
    """One cell, by what it is."""
    if valeur is None or valeur is False:
        return ""
    if valeur is True:
        return "oui"
    if isinstance(valeur, Part):
        return cellule(valeur.pourcent)
    if isinstance(valeur, Ecart):
        return cellule(valeur.nombre)
    if isinstance(valeur, int | float):
        return str(valeur).replace(".", ",")
    if isinstance(valeur, datetime):
        return f"{localtime(valeur):%Y-%m-%d %H:%M}"
    return valeur.isoformat() if isinstance(valeur, date) else texte(str(valeur))


def texte(dit: str) -> str:
    """Text that no spreadsheet takes for a formula, a number or a date."""
    risque = dit.lstrip(" ").startswith(_FORMULES) or _NOMBRE_OU_DATE.fullmatch(dit.strip())
    return f"'{dit}" if risque else dit


def departement(code: str) -> str:
    """« 01 Ain »: words, which stay as they are."""
    if not code:
        return ""
    nom = _departements().get(code)
    return f"{code} {nom}" if nom else f"département {code}"


@lru_cache(maxsize=1)
def _departements() -> dict[str, str]:
    """Their names; {} where the base is not there, which stops no export."""
    try:
        with transaction(BASE_URL.lire()) as connection:
            lus = connection.execute(select(models.Departement.__table__))
            return {d.code: d.nom for d in lus}
    except SQLAlchemyError:
        return {}


def du_chiffre(chiffre: Chiffre, periodes: str) -> Any:
    """The file of a figure; `periodes`: of which days, for its name."""
    parts = {n for _, valeurs in chiffre.lignes for n, v in enumerate(valeurs) if _en_cent(v)}
    entetes = [f"{s} (%)" if n in parts else s for n, s in enumerate(chiffre.series)]
    lignes = [(_jour_ou_nom(nom), *valeurs) for nom, valeurs in chiffre.lignes]
    return reponse(f"{chiffre.id}-{periodes}", [chiffre.etiquette, *entetes], lignes)


def _en_cent(valeur: Any) -> bool:
    return isinstance(valeur, Part)


def _jour_ou_nom(nom: str) -> date | str:
    """The days of a figure are dates for a spreadsheet."""
    try:
        return datetime.strptime(nom, "%d/%m/%Y").date()
    except ValueError:
        return nom


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, ligne: str) -> str:
        return ligne
