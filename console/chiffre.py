"""A figure: a table, which pictures.py and drawing.py draw, each of whose cells may lead to what it
counts; and a share, which says of how many it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from console import words
from console.dates import Periode
from vte.mots import ESPACE

COULEURS = 5  # of a picture: what it draws beyond them has none of its own
AUTRES = "autres"
PEU = 20  # a share of fewer says that it is of few
Filtre = Mapping[str, str]  # parameters of the list of conversations (filters.py), without dates


class Part(str):
    """« 43 % », which knows of what: `n` of `total`; « — » of nothing."""

    n: float
    total: float

    def __new__(cls, n: float, total: float) -> Part:
        dite = super().__new__(cls, f"{100 * n / total:.0f}{ESPACE}%" if total else "—")
        dite.n, dite.total = n, total
        return dite

    @property
    def pourcent(self) -> float | None:
        """100 for all; None of nothing."""
        return round(100 * self.n / self.total, 1) if self.total else None

    @property
    def peu(self) -> str:
        """« 3 sur 7 » when it is a share of few, or of nothing said; empty otherwise."""
        return f"{self.n:g} sur {self.total:g}" if 0 < self.total < PEU else ""


class Ecart(str):
    """« +3 », « −2,5 points »; « — » where nothing can be said. `nombre`: the same as a number."""

    nombre: float | None

    def __new__(cls, nombre: float | None, unite: str = "") -> Ecart:
        ecart = super().__new__(cls, "—" if nombre is None else _signe(nombre) + unite)
        ecart.nombre = nombre
        return ecart


def _signe(nombre: float) -> str:
    dit = words.nombre(abs(round(nombre, 1)))
    if dit == "0":
        return dit
    return ("+" if nombre > 0 else "\u2212") + dit


Valeur = float | str | None  # a share is a string too


def longueur(valeur: Valeur) -> float:
    """How long its bar is: a share's by its percentage; of words, nothing."""
    if isinstance(valeur, Part):
        return valeur.pourcent or 0.0
    return float(valeur) if isinstance(valeur, int | float) else 0.0


@dataclass(frozen=True)
class Chiffre:
    """`series`: what the columns after the first hold; `lignes`: (label, value of each series).

    `liens`: for each line, the filter of each series that counts conversations; the list then has
    as many. `dessin`: which series are drawn. `legende`: one sentence under the title.
    `a_comparer`: what stands for it beside another period, where its own lines are days.
    """

    id: str
    titre: str
    etiquette: str
    series: Sequence[str]
    lignes: Sequence[tuple[str, Sequence[Valeur]]]
    dessin: Sequence[int] = (0,)
    legende: str = ""
    empile: bool = False
    liens: Sequence[Mapping[int, Filtre | str]] = ()
    a_comparer: Chiffre | None = field(default=None, repr=False)

    def table(self, periode: Periode) -> list[tuple[str, list[tuple[str, Valeur, str]]]]:
        """Its lines as a page shows them: each value with its series and the address of what it
        counts, "" where it counts no conversations, or none.
        """
        return [
            (nom, [self._cellule(rang, n, valeurs[n], periode) for n in range(len(valeurs))])
            for rang, (nom, valeurs) in enumerate(self.lignes)
        ]

    def _cellule(
        self, rang: int, serie: int, valeur: Valeur, periode: Periode
    ) -> tuple[str, Valeur, str]:
        lien = self.liens[rang].get(serie, "") if rang < len(self.liens) else ""
        adresse = lien if isinstance(lien, str) else adresse_de(lien, periode)
        return self.series[serie], valeur, adresse if valeur else ""


def a_dessiner(chiffre: Chiffre) -> Chiffre:
    """The same with the series that are drawn alone, no more than there are colours: what is
    beyond is added up as the last, « autres ».
    """
    ensemble = len(chiffre.dessin) > COULEURS
    seules = chiffre.dessin[: COULEURS - 1] if ensemble else chiffre.dessin
    autres = chiffre.dessin[len(seules) :]
    return replace(
        chiffre,
        series=[*(chiffre.series[s] for s in seules), *([AUTRES] if ensemble else [])],
        lignes=[(nom, _dessinees(v, seules, autres)) for nom, v in chiffre.lignes],
        dessin=range(len(seules) + ensemble),
        liens=(),
    )


def _dessinees(
    valeurs: Sequence[Valeur], seules: Sequence[int], autres: Sequence[int]
) -> list[Valeur]:
    somme: list[Valeur] = [sum(longueur(valeurs[s]) for s in autres)] if autres else []
    return [*(valeurs[s] for s in seules), *somme]


def adresse_de(filtre: Filtre, periode: Periode) -> str:
    """The address of the conversations of this period that this filter keeps; its own dates win."""
    dates: dict[str, Any] = {"du": periode.du.isoformat(), "au": periode.au.isoformat()}
    return f"{reverse('conversations')}?{urlencode(dates | dict(filtre))}"
