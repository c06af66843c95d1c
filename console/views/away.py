"""The pages of requests while a database that they need is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from sqlalchemy.exc import SQLAlchemyError

from console.relays import dire_absente

ABSENTES = "Les demandes ne peuvent pas être lues\u00a0: leur base ne répond pas. Réessayez."
Vue = Callable[..., HttpResponse]


def dit_absentes(vue: Vue) -> Vue:
    """This view says so (503), with what was being written still there."""

    @wraps(vue)
    def appliquer(requete: HttpRequest, *args: object, **nommes: object) -> HttpResponse:
        try:
            return vue(requete, *args, **nommes)
        except SQLAlchemyError as erreur:
            dire_absente(requete, erreur, ABSENTES)
            ecrit = {"texte": requete.POST.get("texte", "")}
            return render(requete, "console/demandes_absentes.html", ecrit, status=503)

    return appliquer
