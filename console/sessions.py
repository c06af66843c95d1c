"""How long a login lasts, and what is still owed before anything is shown.

After the password come, in this order, the code of the second factor, a password of one's own in
the place of one that an administrator gave, and the enrolment of a factor that is asked for. Until
then every page leads there: this is where it is decided, for all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout, signals
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from console import second_factor
from console.models import Surete
from vte.reglages import CONSOLE_DUREE

CODE, MOT, ENROLEMENT = "code", "mot_de_passe", "second_facteur"
# Of a session: when its password was typed, the series that it is of, whether its code was.
DEBUT, SERIE, FACTEUR = "debut", "serie", "facteur"
_SORTIE = "deconnexion"


class Sessions:
    """The middleware. `requete.etape`: what is owed, None when nothing is."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponse:
        requete.etape = None
        if requete.user.is_authenticated:
            surete = Surete.objects.filter(compte=requete.user.pk).first() or Surete()
            if _finie(requete, surete):
                logout(requete)
            else:
                requete.etape = _etape(requete, surete)
        return self.suite(requete)

    def process_view(
        self, requete: HttpRequest, vue: Any, arguments: Any, nommes: Any
    ) -> HttpResponse | None:
        """Instead of the view, the page of what is owed. Those that need no login stay open."""
        ici = requete.resolver_match.url_name
        if not requete.etape or ici in (requete.etape, _SORTIE):
            return None
        if not getattr(vue, "login_required", True):
            return None
        suite = urlencode({"next": requete.get_full_path()}) if requete.method == "GET" else ""
        return redirect(f"{reverse(requete.etape)}?{suite}".rstrip("?"))


def _finie(requete: HttpRequest, surete: Surete) -> bool:
    """Too old, or of before a change of the account (or of this middleware)."""
    debut = requete.session.get(DEBUT)
    trop_vieille = debut is None or time.time() - debut > CONSOLE_DUREE.lire().total_seconds()
    return trop_vieille or requete.session.get(SERIE) != surete.serie


def _etape(requete: HttpRequest, surete: Surete) -> str | None:
    if surete.enrole and not requete.session.get(FACTEUR):
        return CODE
    if surete.mot_provisoire:
        return MOT
    if not surete.enrole and demande_a(requete.user):
        return ENROLEMENT
    return None


def demande_a(compte: Any) -> bool:
    """Whether the setting asks a second factor of this account."""
    groupes = compte.groups.values_list("name", flat=True)
    return second_factor.demande(groupes, compte.is_superuser)


def prouver(requete: HttpRequest) -> None:
    """The code was typed: the session is whole, under a new key."""
    requete.session.cycle_key()
    requete.session[FACTEUR], requete.etape = True, None


def demandee(requete: HttpRequest) -> str:
    """The page that was asked for before the step, as it was typed; empty without any."""
    return str(requete.POST.get("next") or requete.GET.get("next") or "")


def suite(requete: HttpRequest) -> str:
    """Where to, after a step: what was asked for at first, if it is ours; else the beginning."""
    voulue = demandee(requete)
    sure = url_has_allowed_host_and_scheme(
        voulue, allowed_hosts={requete.get_host()}, require_https=requete.is_secure()
    )
    return voulue if sure and voulue.startswith("/") else reverse("accueil")


def finir(compte: Any) -> None:
    """Ends every session of this account: what it rested on has changed."""
    Surete.objects.get_or_create(compte=compte)
    Surete.objects.filter(compte=compte).update(serie=F("serie") + 1)


def ecouter() -> None:
    """A login begins a session; a change of groups, whoever makes it, ends those that there are."""
    from django.contrib.auth import get_user_model
    from django.db.models.signals import m2m_changed

    signals.user_logged_in.connect(_commencer, dispatch_uid="sessions_debut")
    m2m_changed.connect(
        _changer_de_groupe, sender=get_user_model().groups.through, dispatch_uid="sessions_groupes"
    )


def _commencer(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    surete, _neuve = Surete.objects.get_or_create(compte=user)
    request.session[DEBUT], request.session[SERIE] = time.time(), surete.serie
    request.session.pop(FACTEUR, None)


def _changer_de_groupe(sender: Any, instance: Any, action: str, reverse: bool, **_: Any) -> None:
    if action in ("post_add", "post_remove", "post_clear") and not reverse:
        finir(instance)
