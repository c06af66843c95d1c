"""The figures of a period, or of two side by side; each as a spreadsheet's file or a picture."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from console import tables
from console.chiffre import Chiffre
from console.dates import Periode
from console.drawing import png
from console.figures import FIGURES
from console.periods import Periodes, choix_de, periodes_de
from console.pictures import dessiner
from console.themes import en_chiffre, themes


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def lire(requete: HttpRequest) -> HttpResponse:
    choix = choix_de(requete.GET)
    figures = []
    if choix.is_valid():
        periodes = periodes_de(choix)
        figures = [_montree(periodes.mesurer(faire), periodes) for faire in FIGURES.values()]
    contexte = {"choix": choix, "figures": figures, "requete": requete.GET.urlencode()}
    return render(requete, "console/chiffres.html", contexte)


def _montree(chiffre: Chiffre, periodes: Periodes) -> dict[str, object]:
    return {
        "figure": chiffre,
        "image": dessiner(chiffre),
        "table": chiffre.table(periodes.periode),
        "periodes": periodes.dites,
    }


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def lire_les_themes(requete: HttpRequest) -> HttpResponse:
    """What was not understood, near sentences together."""
    choix = choix_de(requete.GET)
    contexte = {"choix": choix, "requete": requete.GET.urlencode()}
    if choix.is_valid():
        periode = periodes_de(choix).periode
        contexte["trouves"] = themes(periode)
        # The files are those of the page: of one period, whatever the figures are compared with.
        contexte["jours"] = urlencode({"du": periode.du, "au": periode.au})
    return render(requete, "console/themes.html", contexte)


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def en_csv(requete: HttpRequest, nom: str) -> HttpResponse:
    chiffre, periodes = _demande(requete, nom)
    return tables.du_chiffre(chiffre, periodes.nom)


@require_GET
@permission_required("console.voir_chiffres", raise_exception=True)
def en_png(requete: HttpRequest, nom: str) -> HttpResponse:
    chiffre, periodes = _demande(requete, nom)
    image = HttpResponse(png(chiffre, periodes.dites), content_type="image/png")
    image["Content-Disposition"] = f'attachment; filename="{chiffre.id}-{periodes.nom}.png"'
    return image


def _demande(requete: HttpRequest, nom: str) -> tuple[Chiffre, Periodes]:
    """The figure of this name over the days that were asked for; else the page is not there."""
    faire: Callable[[Periode], Chiffre] | None = {**FIGURES, "themes": en_chiffre}.get(nom)
    choix = choix_de(requete.GET)
    if faire is None or not choix.is_valid():
        raise Http404
    periodes = periodes_de(choix)
    return periodes.mesurer(faire), periodes
