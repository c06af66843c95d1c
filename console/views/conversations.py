"""The list of conversations: filters, search, saved filters, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from console import tables
from console.access import noter
from console.excerpts import joindre_les_extraits
from console.filters import Filtres
from console.models import Conversation, Filtre
from console.models.acces import Geste
from console.words import CANAUX, QUESTIONS, combien

PAR_PAGE = 50
REQUETE_MAX = 1000  # characters of a saved filter, as it is written in an address
COLONNES = (
    "numéro",
    "dernier message",
    "canal",
    "audience",
    "commune",
    "département",
    "territoire",
    "issue",
    "question ouverte",
    "verdict",
    "tours",
    "tours pas compris",
    "plus faible confiance",
    "signalée",
    "relue",
    "relue par",
    "affectée à",
    "étiquettes",
)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    filtres = Filtres(requete.GET, Conversation.objects.defer("dossier"))
    toutes = _avec_les_noms(filtres.qs).prefetch_related("raisons")
    page = Paginator(toutes, PAR_PAGE).get_page(requete.GET.get("page"))
    page.object_list = list(page.object_list)
    gardes = Filtre.objects.filter(Q(proprietaire=requete.user) | Q(partage=True)).select_related(
        "proprietaire"
    )
    poses = _poses(requete.GET)
    if filtres.form.is_valid() and poses.get("q"):
        joindre_les_extraits(page.object_list, poses["q"])
    contexte = {
        "filtres": filtres,
        "page": page,
        "gardes": gardes,
        "poses": poses,
        "requete": poses.urlencode(),
        "filtre_ouvert": set(poses) - {"q"},
    }
    return render(requete, "console/conversations.html", contexte)


@require_GET
@permission_required("console.exporter", raise_exception=True)
def exporter(requete: HttpRequest) -> HttpResponse:
    """The filtered list as CSV, for a spreadsheet.

    No words of people, and no cell that a spreadsheet would compute.
    """
    filtres = Filtres(requete.GET, Conversation.objects.defer("dossier"))
    conversations = _avec_les_noms(filtres.qs)
    noter(requete.user, Geste.EXPORT, f"liste de {combien(filtres.qs.count(), 'conversation')}")
    lignes = (_valeurs(c) for c in conversations.iterator(chunk_size=1000))
    return tables.reponse("conversations", COLONNES, lignes)


@require_POST
@permission_required("console.view_conversation", raise_exception=True)
def garder_un_filtre(requete: HttpRequest) -> HttpResponse:
    nom, poses = (
        requete.POST.get("nom", "").strip()[:60],
        _poses(QueryDict(requete.POST.get("requete", "")[:REQUETE_MAX])),
    )
    if nom and poses and len(poses.urlencode()) <= REQUETE_MAX:
        valeurs = {"requete": poses.urlencode(), "partage": "partage" in requete.POST}
        Filtre.objects.update_or_create(proprietaire=requete.user, nom=nom, defaults=valeurs)
        messages.success(requete, f"Le filtre « {nom} » est gardé.")
    else:
        messages.error(
            requete, "Pour garder un filtre, donnez-lui un nom et filtrez d'abord la liste."
        )
    return redirect(f"{reverse('conversations')}?{poses.urlencode()}")


@require_POST
@permission_required("console.view_conversation", raise_exception=True)
def oublier_un_filtre(requete: HttpRequest, cle: int) -> HttpResponse:
    get_object_or_404(Filtre, pk=cle, proprietaire=requete.user).delete()
    noter(requete.user, Geste.SUPPRESSION, f"filtre {cle}")
    return redirect("conversations")


def _avec_les_noms(conversations: Any) -> Any:
    return conversations.select_related("relue_par", "affectee_a").prefetch_related("etiquettes")


def _poses(parametres: QueryDict) -> QueryDict:
    """The filters that are set, and only they: neither the page nor an empty field."""
    poses = QueryDict(mutable=True)
    for nom in Filtres.base_filters:
        if valeur := parametres.get(nom, "").strip():
            poses[nom] = valeur
    return poses


def _valeurs(c: Conversation) -> tuple[Any, ...]:
    confiance = None if c.confiance_min is None else round(c.confiance_min, 3)
    return (
        c.pk,
        c.fin,
        CANAUX.get(c.canal, c.canal),
        c.audience,
        c.commune,
        tables.departement(c.departement),
        c.territoire,
        c.get_issue_display(),
        QUESTIONS.get(c.question, c.question),
        c.get_statut_display(),
        c.tours,
        c.incompris,
        confiance,
        c.signalee,
        c.relue,
        c.relue_par or "",
        c.affectee_a or "",
        ", ".join(map(str, c.etiquettes.all())),
    )
