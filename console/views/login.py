"""The way in: the password, the code of the second factor, a password of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from console import accounts, second_factor, sessions
from console.access import adresse, noter
from console.locks import adresse_verrouillee
from console.models.acces import Geste
from console.second_factor import Jugement

NOM_MAX = 150  # characters of an account's name, as Django stores it
CODE_MAX = 40  # characters of what is typed for a code


class Identifiants(AuthenticationForm):
    """Django's, with the length of a name checked here too: the log of failures holds no more."""

    username = UsernameField(
        max_length=NOM_MAX, widget=forms.TextInput(attrs={"autofocus": True, "maxlength": NOM_MAX})
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if accounts.perime(user):
            raise forms.ValidationError(
                "Ce mot de passe provisoire a plus de trois jours : demandez-en un autre à un"
                " administrateur.",
                code="perime",
            )


class Connexion(LoginView):
    """429 with Retry-After once an address has failed too often, whatever the names."""

    template_name = "console/connexion.html"
    redirect_authenticated_user = True
    authentication_form = Identifiants

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if adresse_verrouillee(adresse(request)):
            return _trop(request)
        return super().post(request, *args, **kwargs)


class MotDePasse(PasswordChangeView):
    """One's own password; the account's other sessions end."""

    template_name = "console/mot_de_passe.html"

    def get_form_class(self) -> Any:
        return _Autre

    def get_context_data(self, **contexte: Any) -> dict[str, Any]:
        return {**super().get_context_data(**contexte), "next": sessions.demandee(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        reponse = super().form_valid(form)
        accounts.mot_choisi(self.request.user)
        messages.success(self.request, "Votre mot de passe est changé.")
        return reponse

    def get_success_url(self) -> str:
        return sessions.suite(self.request)


class _Autre(PasswordChangeForm):
    """The same again would leave a password that somebody else was told."""

    def clean_new_password1(self) -> str:
        nouveau = str(self.cleaned_data.get("new_password1", ""))
        if nouveau and nouveau == self.data.get("old_password"):
            raise forms.ValidationError("Choisissez un autre mot de passe que celui d'avant.")
        return nouveau


@require_http_methods(["GET", "POST"])
def demander_le_code(requete: HttpRequest) -> HttpResponse:
    """The code of the telephone, or one of those kept on paper; five wrong ones close the door."""
    if requete.etape != sessions.CODE:
        return redirect(sessions.suite(requete))
    if requete.method != "POST":
        return _page(requete, faux=False)
    jugement = second_factor.juger(requete.user, requete.POST.get("code", "")[:CODE_MAX])
    noter(requete.user, Geste.FACTEUR, jugement.value)
    if jugement is Jugement.BLOQUE:
        logout(requete)
        return _trop(requete)
    if not jugement.bon:
        return _page(requete, faux=True)
    sessions.prouver(requete)
    if jugement is Jugement.SECOURS:
        _compter_les_secours(requete)
    return redirect(sessions.suite(requete))


def _page(requete: HttpRequest, faux: bool) -> HttpResponse:
    contexte = {"faux": faux, "next": sessions.demandee(requete)}
    return render(requete, "console/code.html", contexte)


def _compter_les_secours(requete: HttpRequest) -> None:
    restent = second_factor.restants(requete.user)
    messages.warning(
        requete,
        f"Ce code de secours ne servira plus. Il vous en reste {restent} : votre nom, en haut,"
        " mène à la page où en demander d'autres.",
    )


def _trop(requete: HttpRequest) -> HttpResponse:
    refus = render(requete, "console/verrouille.html", status=429)
    refus["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return refus
