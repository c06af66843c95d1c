"""One's own second factor: enrolled, with its recovery codes; given up with a code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from console import second_factor, sessions
from console.access import noter
from console.models import Surete
from console.models.acces import Geste
from console.second_factor import Jugement
from console.views.login import CODE_MAX

_SECRET = "secret_propose"  # of a session: encrypted, until a code of it is typed


@require_http_methods(["GET", "POST"])
def gerer(requete: HttpRequest) -> HttpResponse:
    """Enrols a telephone; or, once there is one, what becomes of it."""
    surete = Surete.objects.filter(compte=requete.user.pk).first()
    if surete is None or not surete.enrole:
        return _enroler(requete)
    if requete.method != "POST":
        return _etat(requete, surete)
    jugement = second_factor.juger(requete.user, requete.POST.get("code", "")[:CODE_MAX])
    if not jugement.bon:
        return _refuser(requete, surete, jugement)
    if requete.POST.get("geste") == "codes":
        codes = second_factor.nouveaux_codes(requete.user)
        noter(requete.user, Geste.FACTEUR, "nouveaux codes de secours")
        return _codes(requete, codes)
    return _oter(requete)


def _enroler(requete: HttpRequest) -> HttpResponse:
    secret, faux = _propose(requete), False
    if requete.method == "POST":
        codes = second_factor.enroler(requete.user, secret, requete.POST.get("code", "")[:CODE_MAX])
        if codes is not None:
            del requete.session[_SECRET]
            sessions.prouver(requete)
            noter(requete.user, Geste.FACTEUR, "second facteur mis en place")
            return _codes(requete, codes)
        faux = True
    contexte = {
        "image": mark_safe(second_factor.image(secret, requete.user.get_username())),
        "cle": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "faux": faux,
        "exige": requete.etape == sessions.ENROLEMENT,
        "next": sessions.demandee(requete),
    }
    return render(requete, "console/second_facteur.html", contexte)


def _propose(requete: HttpRequest) -> str:
    """The secret that this session was shown, or a new one."""
    if _SECRET not in requete.session:
        requete.session[_SECRET] = second_factor.chiffrer(second_factor.nouveau_secret())
    return second_factor.dechiffrer(requete.session[_SECRET])


def _etat(requete: HttpRequest, surete: Surete, faux: bool = False) -> HttpResponse:
    contexte = {
        "enrole_le": surete.enrole_le,
        "restants": second_factor.restants(requete.user),
        "faux": faux,
        "exige": sessions.demande_a(requete.user),
    }
    return render(requete, "console/second_facteur_etat.html", contexte)


def _refuser(requete: HttpRequest, surete: Surete, jugement: Jugement) -> HttpResponse:
    noter(requete.user, Geste.FACTEUR, jugement.value)
    if jugement is Jugement.BLOQUE:
        sessions.finir(requete.user)
        messages.error(requete, "Trop de codes refusés : réessayez dans un quart d'heure.")
        return redirect("connexion")
    return _etat(requete, surete, faux=True)


def _codes(requete: HttpRequest, codes: list[str]) -> HttpResponse:
    suite = sessions.suite(requete)
    return render(requete, "console/codes_de_secours.html", {"codes": codes, "suite": suite})


def _oter(requete: HttpRequest) -> HttpResponse:
    second_factor.oublier(requete.user)
    noter(requete.user, Geste.FACTEUR, "second facteur ôté")
    messages.success(requete, "Votre second facteur est ôté.")
    return redirect("second_facteur")
