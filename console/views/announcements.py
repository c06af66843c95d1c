"""A manager closes the assistant, or tells everybody something: every channel says it at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from sqlalchemy.exc import SQLAlchemyError

from console.access import noter
from console.announcements import les_annonces
from console.models.acces import Geste
from console.relays import dire_absente
from console.words import insecables
from vte.annonces import ANNONCE, FERMETURE, TEXTE_MAX, Annonces

MOTIF_MAX = 200  # characters
PASSEES = 20  # announcements of before that the page shows
logger = logging.getLogger(__name__)


def _motif() -> forms.CharField:
    return forms.CharField(
        label="Motif, pour le journal des accès",
        min_length=5,
        max_length=MOTIF_MAX,
        error_messages=dict.fromkeys(
            ("required", "min_length"), "Dites en quelques mots pourquoi."
        ),
    )


class Retrait(forms.Form):
    """Why what everybody reads is taken back before its end."""

    motif = _motif()


class Publication(forms.Form):
    """A sentence for everybody, until when, and why."""

    texte = forms.CharField(
        label="Phrase que les personnes liront",
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TEXTE_MAX}),
        error_messages={
            "required": "Écrivez la phrase que les personnes liront.",
            "max_length": f"Cette phrase est trop longue\u00a0: {TEXTE_MAX} caractères au plus.",
        },
    )
    fin = forms.DateTimeField(
        label="Jusqu'au (heure de Paris), si vous le savez",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "required": "Dites jusqu'à quand.",
            "invalid": "Écrivez un jour et une heure, comme 31/12/2026 09:00.",
        },
    )
    motif = _motif()

    def clean_texte(self) -> str:
        """On one line; its spaces that do not break stay, or come: no channel adds them."""
        return insecables(" ".join(re.split(r"[ \t\r\n]+", self.cleaned_data["texte"].strip())))

    def clean_fin(self) -> Any:
        fin = self.cleaned_data["fin"]
        if fin is not None and fin <= timezone.now():
            raise forms.ValidationError(
                "Ce moment est déjà passé\u00a0: choisissez-en un qui vient."
            )
        return fin


class Fermeture(Publication):
    """Its end is told to people: the assistant answers again from then on."""

    def __init__(self, *arguments: Any, **nommes: Any) -> None:
        super().__init__(*arguments, **nommes)
        self.fields["fin"].required = True
        self.fields["fin"].label = "Fermé jusqu'au (heure de Paris)"


FORMULAIRES: Mapping[str, type[Publication]] = {FERMETURE: Fermeture, ANNONCE: Publication}
_PUBLIEE = {
    FERMETURE: "L'assistant est fermé : il le dit à chaque message, dans quelques secondes.",
    ANNONCE: "L'annonce est publiée : elle se lira dans quelques secondes.",
}
_RETIREE = {FERMETURE: "L'assistant répond de nouveau.", ANNONCE: "L'annonce est retirée."}


@require_GET
@permission_required("console.annoncer", raise_exception=True)
def lire(requete: HttpRequest) -> HttpResponse:
    return _page(requete)


@require_POST
@permission_required("console.annoncer", raise_exception=True)
def publier(requete: HttpRequest, sorte: str) -> HttpResponse:
    """What is wrong is said next to its field, and nothing is published."""
    if sorte not in FORMULAIRES:
        raise Http404
    saisie = _formulaire(sorte, requete.POST)
    if not saisie.is_valid():
        return _page(requete, {sorte: saisie})
    dit, qui = saisie.cleaned_data, requete.user.get_username()

    def faire(annonces: Annonces) -> None:
        publiee = annonces.publier(sorte, dit["texte"], dit["fin"], qui)
        noter(requete.user, Geste.ANNONCE, f"{sorte} {publiee.id} publiée", dit["motif"])
        messages.success(requete, _PUBLIEE[sorte])

    return _faire(requete, faire)


@require_POST
@permission_required("console.annoncer", raise_exception=True)
def retirer(requete: HttpRequest, sorte: str) -> HttpResponse:
    """Nothing to take back is no error: somebody else did, or its end has come."""
    if sorte not in FORMULAIRES:
        raise Http404

    retrait = Retrait(requete.POST, auto_id=f"retirer-{sorte}-%s")
    if not retrait.is_valid():
        return _page(requete, retraits={sorte: retrait})

    def faire(annonces: Annonces) -> None:
        if annonces.retirer(sorte):
            motif = retrait.cleaned_data["motif"]
            noter(requete.user, Geste.ANNONCE, f"{sorte} retirée", motif)
        messages.success(requete, _RETIREE[sorte])

    return _faire(requete, faire)


def _faire(requete: HttpRequest, geste: Callable[[Annonces], None]) -> HttpResponse:
    try:
        with les_annonces() as annonces:
            geste(annonces)
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return redirect("annonces")


def _formulaire(sorte: str, rempli: Any = None) -> Publication:
    return FORMULAIRES[sorte](rempli, auto_id=f"{sorte}-%s")


def _page(
    requete: HttpRequest,
    saisies: Mapping[str, Publication] | None = None,
    retraits: Mapping[str, Retrait] | None = None,
) -> HttpResponse:
    """What stands, the forms, and what was published before; `saisies`, `retraits`: refused, by
    kind.
    """
    formulaires = {s: (saisies or {}).get(s) or _formulaire(s) for s in FORMULAIRES}
    contexte: dict[str, Any] = {"fermer": formulaires[FERMETURE], "annoncer": formulaires[ANNONCE]}
    for sorte in FORMULAIRES:
        retrait = (retraits or {}).get(sorte) or Retrait(auto_id=f"retirer-{sorte}-%s")
        contexte[f"retirer_{sorte}"] = retrait
    try:
        with les_annonces() as annonces:
            standing = {a.sorte: a for a in annonces.en_vigueur()}
            contexte |= {"fermee": standing.get(FERMETURE), "annonce": standing.get(ANNONCE)}
            contexte["passees"] = annonces.passees(PASSEES)
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return render(requete, "console/annonces.html", contexte)
