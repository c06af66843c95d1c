"""The sources of the facts: when each was read, what rests on it, and a form to note a reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from console.access import noter
from console.models.acces import Geste
from vte.horloge import aujourdhui
from vte.mots import jour
from vte.regles.catalogue import courant
from vte.relectures import NOM_MAX, NOTE_MAX, Relecture, Relectures
from vte.sources import EtatDeSource, etats, resume

INCHANGEE, CHANGEE = "inchangee", "changee"
_CONSTATS = {INCHANGEE: "inchangée", CHANGEE: "changée"}


class Lecture(forms.Form):
    """A reading: the day, the reader, unchanged or changed, a note."""

    jour = forms.DateField(
        label="Lue le",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Dites quel jour elle a été lue.",
            "invalid": "Écrivez une date, comme 31/12/2026.",
        },
    )
    lecteur = forms.CharField(
        label="Par",
        max_length=NOM_MAX,
        error_messages={
            "required": "Dites qui l'a lue.",
            "max_length": f"Ce nom est trop long\u00a0: {NOM_MAX} caractères au plus.",
        },
    )
    constat = forms.ChoiceField(
        label="Depuis la lecture d'avant",
        choices=[("", "choisissez"), *_CONSTATS.items()],
        error_messages={
            "required": "Dites si elle a changé.",
            "invalid_choice": "Dites si elle a changé.",
        },
    )
    note = forms.CharField(
        label="Note, si c'est utile",
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": f"Cette note est trop longue\u00a0: {NOTE_MAX} caractères au plus."
        },
    )

    def clean_jour(self) -> date:
        lu: date = self.cleaned_data["jour"]
        if lu > aujourdhui():
            raise forms.ValidationError(
                "Ce jour n'est pas encore venu\u00a0: notez celui où elle a été lue."
            )
        return lu

    def relecture(self, source: str) -> Relecture:
        """What was filled in, once it is valid."""
        lu = self.cleaned_data
        return Relecture(source, lu["jour"], lu["lecteur"], lu["constat"] == CHANGEE, lu["note"])


@dataclass(frozen=True)
class Fiche:
    """A source as staff see it; `lecture`: its form, None for those who may not note a reading."""

    etat: EtatDeSource
    lecture: Lecture | None


@require_GET
@permission_required("console.voir_sources", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    return _page(requete)


@require_POST
@permission_required("console.noter_lecture", raise_exception=True)
def noter_une_lecture(requete: HttpRequest, cle: str) -> HttpResponse:
    """Keeps the reading; what is wrong is said next to its field, and nothing is kept."""
    if cle not in courant().sources:
        raise Http404
    saisie = _formulaire(requete, cle, requete.POST)
    if not saisie.is_valid():
        return _page(requete, {cle: saisie})
    relecture = saisie.relecture(cle)
    Relectures().noter(relecture)
    constat = _CONSTATS[saisie.cleaned_data["constat"]]
    noter(requete.user, Geste.RELECTURE, f"source {cle}, lue le {relecture.jour} : {constat}")
    messages.success(requete, _merci(relecture))
    return redirect("sources")  # its top, where those to read again come first


def _merci(relecture: Relecture) -> str:
    titre = courant().sources[relecture.source].titre
    dit = f"Merci, votre lecture est notée : {titre}, le {jour(relecture.jour)}."
    if relecture.changee:
        dit += " Elle a changé : ce qui en dépend est à mettre à jour."
    return dit


def _formulaire(requete: HttpRequest, cle: str, rempli: Any = None) -> Lecture:
    depart = {"jour": aujourdhui(), "lecteur": requete.user.get_username()}
    return Lecture(rempli, initial=depart, auto_id=f"{cle}-%s")


def _page(requete: HttpRequest, saisies: dict[str, Lecture] | None = None) -> HttpResponse:
    """The list; `saisies`: forms that were filled in and refused, by source."""
    lus = etats(Relectures().toutes())
    peut = requete.user.has_perm("console.noter_lecture")
    fiches = [
        Fiche(e, (saisies or {}).get(e.id) or _formulaire(requete, e.id) if peut else None)
        for e in lus
    ]
    contexte = {"fiches": fiches, "resume": resume(lus), "peut_noter": peut}
    return render(requete, "console/sources.html", contexte)
