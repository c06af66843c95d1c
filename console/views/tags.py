"""The tags that the team agreed on: added, renamed, taken away."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from console.access import noter
from console.models import Etiquette
from console.models.acces import Geste
from vte.donnees_personnelles import masquer


class Nom(forms.ModelForm):
    class Meta:
        model = Etiquette
        fields = ("nom",)
        labels = {"nom": "Nouvelle étiquette"}

    def clean_nom(self) -> str:
        return masquer(str(self.cleaned_data["nom"]))[:40]


class Changement(forms.Form):
    """A gesture on the tag `cle`."""

    cle = forms.ModelChoiceField(Etiquette.objects.all())
    geste = forms.ChoiceField(choices=[("renommer", ""), ("supprimer", "")])


@require_http_methods(["GET", "POST"])
@permission_required("console.change_etiquette", raise_exception=True)
def gerer(requete: HttpRequest) -> HttpResponse:
    nouvelle = Nom()
    if requete.method == "POST":
        if "cle" in requete.POST:
            _changer(requete)
            return redirect("etiquettes")
        nouvelle = Nom(requete.POST)
        if nouvelle.is_valid():
            nouvelle.save()
            _noter(requete, nouvelle.instance.pk, "ajoutée", nouvelle.instance.nom)
            messages.success(requete, "L'étiquette est ajoutée.")
            return redirect("etiquettes")
    toutes = Etiquette.objects.annotate(combien=Count("conversations"))
    return render(requete, "console/etiquettes.html", {"etiquettes": toutes, "form": nouvelle})


def _changer(requete: HttpRequest) -> None:
    demande = Changement(requete.POST)
    if not demande.is_valid():
        messages.error(requete, "Cette étiquette n'existe plus. Rechargez la page.")
        return
    etiquette = demande.cleaned_data["cle"]
    cle, avant = etiquette.pk, etiquette.nom
    if demande.cleaned_data["geste"] == "supprimer":
        etiquette.delete()
        _noter(requete, cle, "supprimée", avant)
        messages.success(requete, "L'étiquette est supprimée.")
        return
    nom = Nom(requete.POST, instance=etiquette)
    if nom.is_valid():
        nom.save()
        _noter(requete, cle, "renommée", f"{avant} → {etiquette.nom}")
        messages.success(requete, "L'étiquette est renommée.")
    else:
        messages.error(requete, " ".join(nom.errors["nom"]))


def _noter(requete: HttpRequest, cle: int, geste: str, mots: str) -> None:
    """`mots`: what somebody wrote, which goes with what is too old."""
    noter(requete.user, Geste.ETIQUETTE, f"étiquette {cle} {geste}", mots)
