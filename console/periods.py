"""The period of the figures, and the one that it is compared with, as a form takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from console.chiffre import Chiffre
from console.comparison import comparer
from console.dates import BORNES, Periode
from vte.horloge import aujourdhui

DEFAUT, MAXIMUM = timedelta(days=29), timedelta(days=366)
PRECEDENTE, AN, CHOISIE = "precedente", "an", "choisie"
_APRES = "La période commence après sa fin."


def champ_de_jour(libelle: str, requis: bool = True) -> forms.DateField:
    """A day, as the browser's own field gives it, within what has a midnight in Paris."""
    return forms.DateField(
        label=libelle,
        required=requis,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=BORNES,
    )


class Choix(forms.Form):
    """`comparer`: with which period, none by default; its days where they are chosen."""

    du = champ_de_jour("Du")
    au = champ_de_jour("au")
    comparer = forms.ChoiceField(
        label="Comparer avec",
        required=False,
        choices=[
            ("", "rien"),
            (PRECEDENTE, "le même nombre de jours, juste avant"),
            (AN, "les mêmes jours, un an avant"),
            (CHOISIE, "une période à choisir"),
        ],
    )
    avant_du = champ_de_jour("comparée : du", requis=False)
    avant_au = champ_de_jour("au", requis=False)

    def clean(self) -> dict[str, Any]:
        champs = super().clean() or {}
        if champs.get("du") and champs.get("au"):
            _verifier(champs["du"], champs["au"])
        if champs.get("comparer") == CHOISIE:
            if not (champs.get("avant_du") and champs.get("avant_au")):
                raise forms.ValidationError("Dites avec quels jours comparer.")
            _verifier(champs["avant_du"], champs["avant_au"])
        return champs


def _verifier(du: date, au: date) -> None:
    if du > au:
        raise forms.ValidationError(_APRES)
    if au - du > MAXIMUM:
        raise forms.ValidationError("Choisissez une période d'un an au plus.")


@dataclass(frozen=True)
class Periodes:
    """The period, and the one before it that it is compared with, if any."""

    periode: Periode
    avant: Periode | None = None

    @property
    def dites(self) -> str:
        """« du 01/06/2021 au 30/06/2021 », and beside which, where they are two."""
        if self.avant is None:
            return _dite(self.periode)
        return f"{_dite(self.periode)} (après), à côté de : {_dite(self.avant)} (avant)"

    @property
    def nom(self) -> str:
        """The same in the name of a file."""
        return f"{self.periode.du}-{self.periode.au}"

    def mesurer(self, faire: Callable[[Periode], Chiffre]) -> Chiffre:
        """The figure that `faire` makes of a period, beside that of the one before if there is."""
        chiffre = faire(self.periode)
        if self.avant is None:
            return chiffre
        return comparer(faire(self.avant), chiffre, (self.avant, self.periode))


def choix_de(parametres: QueryDict) -> Choix:
    """The form as it was sent; the last thirty days where no day is asked for."""
    jour = aujourdhui()
    if "du" in parametres or "au" in parametres:
        return Choix(parametres)
    return Choix({**parametres.dict(), "du": jour - DEFAUT, "au": jour})


def periodes_de(choix: Choix) -> Periodes:
    """Of a form that is valid."""
    dits = choix.cleaned_data
    periode = Periode(dits["du"], dits["au"])
    return Periodes(periode, _avant(periode, dits))


def _avant(periode: Periode, dits: dict[str, Any]) -> Periode | None:
    if dits["comparer"] == PRECEDENTE:
        duree = periode.au - periode.du + timedelta(days=1)
        return Periode(periode.du - duree, periode.au - duree)
    if dits["comparer"] == AN:
        return Periode(_un_an_avant(periode.du), _un_an_avant(periode.au))
    if dits["comparer"] == CHOISIE:
        return Periode(dits["avant_du"], dits["avant_au"])
    return None


def _un_an_avant(jour: date) -> date:
    """The same day a year before; of a 29 February, the 28."""
    bissextile = (jour.month, jour.day) == (2, 29)
    return jour.replace(year=jour.year - 1, day=28 if bissextile else jour.day)


def _dite(periode: Periode) -> str:
    return f"du {periode.du:%d/%m/%Y} au {periode.au:%d/%m/%Y}"
