"""How often each tag is used."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from console.models import Etiquette


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def compter(requete: HttpRequest) -> HttpResponse:
    etiquettes = Etiquette.objects.annotate(n=Count("conversations")).order_by("-n", "nom")
    return render(requete, "console/usage.html", {"etiquettes": etiquettes})
