"""The first page after login: what waits for whoever looks, and the way to the next thing."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from console import waiting

VUES, VUES_MAX = "attente_vues", 200  # of the session: what was taken already, in this order


@require_GET
def accueillir(requete: HttpRequest) -> HttpResponse:
    return render(requete, "console/accueil.html", {"attente": waiting.pour(requete.user)})


@require_POST
@permission_required("console.traiter_demande", raise_exception=True)
def suivante(requete: HttpRequest) -> HttpResponse:
    """Takes the thing that is the most pressing, and goes there.

    What somebody was shown already comes again only once all the rest was.
    """
    chose = _premiere(requete)
    if chose is None:
        messages.info(requete, "Plus rien ne vous attend.")
        return redirect("accueil")
    deja = [adresse for adresse in requete.session.get(VUES, []) if adresse != chose.adresse]
    requete.session[VUES] = [*deja, chose.adresse][-VUES_MAX:]
    return redirect(chose.adresse)


def _premiere(requete: HttpRequest) -> waiting.Chose | None:
    deja: list[str] = requete.session.get(VUES, [])
    vues: list[waiting.Chose] = []
    for chose in _neuves(requete, deja, vues):
        if chose.prendre():
            return chose
    vues.sort(key=lambda chose: deja.index(chose.adresse))  # the one seen longest ago
    return next((chose for chose in vues if chose.prendre()), None)


def _neuves(
    requete: HttpRequest, deja: list[str], vues: list[waiting.Chose]
) -> Iterator[waiting.Chose]:
    """Those not shown yet; the others are put into `vues`."""
    for chose in waiting.suivantes(requete.user):
        if chose.adresse in deja:
            vues.append(chose)
        else:
            yield chose
