"""The audit log, read only."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from console.models import Acces
from console.models.acces import Geste


@require_GET
@permission_required("console.view_acces", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    geste, qui = requete.GET.get("geste", ""), requete.GET.get("qui", "").strip()
    lignes = Acces.objects.select_related("texte_libre")
    lignes = lignes.filter(geste=geste) if geste else lignes
    lignes = lignes.filter(qui=qui) if qui else lignes
    contexte = {
        "page": Paginator(lignes, 100).get_page(requete.GET.get("page")),
        "gestes": Geste.choices,
        "geste": geste,
        "qui": qui,
    }
    return render(requete, "console/acces.html", contexte)
