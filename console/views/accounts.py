"""Accounts: listed, opened, changed, closed; locked logins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from console import accounts, locks, second_factor
from console.access import noter
from console.accounts import GesteRefuse
from console.models.acces import Geste
from console.rights import DROITS, LECTEUR

PAR_PAGE = 50
GROUPES = [(nom, nom) for nom in DROITS]


class Nouveau(forms.ModelForm):
    """A name that nobody has, and one of the four groups."""

    groupe = forms.ChoiceField(label="Groupe", choices=GROUPES, initial=LECTEUR)

    class Meta:
        model = get_user_model()
        fields = ("username", "first_name", "last_name")
        help_texts = {"username": ""}


@require_http_methods(["GET", "POST"])
@permission_required("auth.view_user", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    formulaire = Nouveau(requete.POST or None)
    if requete.method == "POST" and formulaire.is_valid():
        compte = formulaire.save(commit=False)
        mot = accounts.ouvrir(requete.user, compte, formulaire.cleaned_data["groupe"])
        return _dire_le_mot(requete, compte, mot)
    tous = get_user_model().objects.order_by("-is_active", "username").select_related("surete")
    page = Paginator(tous.prefetch_related("groups"), PAR_PAGE).get_page(requete.GET.get("page"))
    contexte = {
        "page": page,
        "lignes": [(compte, accounts.groupe_de(compte)) for compte in page],
        "formulaire": formulaire,
        "verrous": len(locks.verrous()),
    }
    return render(requete, "console/comptes.html", contexte)


@require_http_methods(["GET", "POST"])
@permission_required("auth.change_user", raise_exception=True)
def changer(requete: HttpRequest, cle: int) -> HttpResponse:
    """One account; each button of its page is a gesture."""
    compte = get_object_or_404(get_user_model().objects.select_related("surete"), pk=cle)
    if requete.method != "POST":
        return _page(requete, compte)
    try:
        if requete.POST.get("geste") == "mot":
            return _dire_le_mot(requete, compte, accounts.nouveau_mot(requete.user, compte))
        _faire(requete, compte)
    except GesteRefuse as refus:
        messages.error(requete, str(refus))
    return redirect("compte", cle)


def _page(requete: HttpRequest, compte: Any) -> HttpResponse:
    surete = getattr(compte, "surete", None)
    contexte = {
        "compte": compte,
        "groupe": accounts.groupe_de(compte),
        "groupes": GROUPES,
        "surete": surete,
        "restants": second_factor.restants(compte) if surete and surete.enrole else 0,
        "a_moi": compte.pk == requete.user.pk,
        "intouchable": compte.is_superuser and not requete.user.is_superuser,
    }
    return render(requete, "console/compte.html", contexte)


def _faire(requete: HttpRequest, compte: Any) -> None:
    """Error: GesteRefuse."""
    par, groupe = requete.user, requete.POST.get("groupe", "")
    gestes: dict[str, tuple[Callable[[], None], str]] = {
        "fermer": (lambda: accounts.fermer(par, compte), "Le compte est fermé."),
        "rouvrir": (lambda: accounts.rouvrir(par, compte), "Le compte est rouvert."),
        "facteur": (
            lambda: accounts.reinitialiser_le_facteur(par, compte),
            "Le second facteur est réinitialisé.",
        ),
    }
    if groupe in DROITS:
        changer_de_groupe = lambda: accounts.changer_de_groupe(par, compte, groupe)  # noqa: E731
        gestes["groupe"] = (changer_de_groupe, f"Le compte est maintenant {groupe}.")
    if trouve := gestes.get(requete.POST.get("geste", "")):
        trouve[0]()
        messages.success(requete, trouve[1])


def _dire_le_mot(requete: HttpRequest, compte: Any, mot: str) -> HttpResponse:
    """This once: it is kept nowhere in clear, and no browser keeps the page."""
    return render(requete, "console/mot_provisoire.html", {"compte": compte, "mot": mot})


@require_http_methods(["GET", "POST"])
@permission_required("axes.view_accessattempt", raise_exception=True)
def verrous(requete: HttpRequest) -> HttpResponse:
    """What is locked now; a button unlocks it."""
    if requete.method == "POST":
        sorte, cle = requete.POST.get("sorte", ""), requete.POST.get("cle", "")
        if verrou := locks.ouvrir(sorte, cle):
            noter(requete.user, Geste.DEVERROUILLAGE, *_dit_de(verrou))
            messages.success(requete, "C'est déverrouillé.")
        return redirect("verrous")
    return render(requete, "console/verrous.html", {"verrous": locks.verrous()})


def _dit_de(verrou: locks.Verrou) -> tuple[str, str]:
    """For the audit log: what was locked, for ever; what was typed and where from, for a while."""
    if verrou.sorte == locks.ADRESSE:
        return verrou.sorte, verrou.adresse
    if verrou.d_un_compte:
        return f"{verrou.sorte} {verrou.nom}", ""
    return f"{verrou.sorte} {verrou.cle}", verrou.nom
