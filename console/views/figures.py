"""The figures of a period."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from console.dates import BORNES, Periode
from console.figures import tous
from console.pictures import dessiner
from vte.horloge import aujourdhui

DEFAUT, MAXIMUM = timedelta(days=29), timedelta(days=366)


class Choix(forms.Form):
    du = forms.DateField(
        label="Du",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=BORNES,
    )
    au = forms.DateField(
        label="au",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=BORNES,
    )

    def clean(self) -> dict[str, date]:
        champs = super().clean() or {}
        if champs.get("du") and champs.get("au"):
            if champs["du"] > champs["au"]:
                raise forms.ValidationError("La période commence après sa fin.")
            if champs["au"] - champs["du"] > MAXIMUM:
                raise forms.ValidationError("Choisissez une période d'un an au plus.")
        return champs


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def lire(requete: HttpRequest) -> HttpResponse:
    jour = aujourdhui()
    choix = Choix(requete.GET if requete.GET else {"du": jour - DEFAUT, "au": jour})
    figures = (
        tous(Periode(choix.cleaned_data["du"], choix.cleaned_data["au"]))
        if choix.is_valid()
        else []
    )
    return render(
        requete,
        "console/chiffres.html",
        {"choix": choix, "figures": [(f, dessiner(f)) for f in figures]},
    )
