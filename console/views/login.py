"""The login form: slowed down for an address that fails too often.

Django-axes locks the name that is tried.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.access import adresse

NOM_MAX = 150  # characters of an account's name, as Django stores it
ECHECS, PERIODE = 20, 300  # failures of one address, whatever the names; seconds


class Identifiants(AuthenticationForm):
    """Django's, with the length of a name checked here too: the log of failures holds no more."""

    username = UsernameField(
        max_length=NOM_MAX, widget=forms.TextInput(attrs={"autofocus": True, "maxlength": NOM_MAX})
    )


class Connexion(LoginView):
    """429 with Retry-After once an address has failed too often.

    Counted in this process, forgotten by a restart.
    """

    template_name = "console/connexion.html"
    redirect_authenticated_user = True
    authentication_form = Identifiants

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cache.get(_cle(request), 0) >= ECHECS:
            refus = render(request, "console/verrouille.html", status=429)
            refus["Retry-After"] = str(PERIODE)
            return refus
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        cache.add(_cle(self.request), 0, PERIODE)
        cache.incr(_cle(self.request))
        return super().form_invalid(form)


def _cle(requete: HttpRequest) -> str:
    return f"connexion:{adresse(requete)}"
