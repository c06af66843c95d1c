"""Requests for a person: list, assign, answered, closed.

What they left to be reached is masked until somebody says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST
from sqlalchemy.exc import SQLAlchemyError

from console.access import noter
from console.accounts import actifs
from console.models import Conversation, SuiviDemande
from console.models.acces import Geste
from console.models.demandes import Traitement
from console.relays import ABSENTE, les_relais
from vte.demandes import NOUVELLE, Demande, Demandes
from vte.donnees_personnelles import apercu, initiales, masquer


@dataclass(frozen=True)
class Ligne:
    """A request as staff see it; `claire`: unmasked."""

    demande: Demande
    suivi: SuiviDemande
    conversation: int | None
    claire: bool = False

    @property
    def le(self) -> object:
        return parse_datetime(self.demande.le)

    @property
    def nom(self) -> str:
        return str(self.demande.nom) if self.claire else initiales(str(self.demande.nom))

    @property
    def coordonnee(self) -> str:
        return str(self.demande.coordonnee) if self.claire else apercu(str(self.demande.coordonnee))

    @property
    def sujet(self) -> str:
        return str(self.demande.sujet) if self.claire else masquer(str(self.demande.sujet))


@require_GET
@permission_required("console.view_suividemande", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    return _page(requete)


@require_POST
@permission_required("console.demasquer", raise_exception=True)
def demasquer(requete: HttpRequest, cle: int) -> HttpResponse:
    """This request alone, in clear, this once; without a reason it stays masked."""
    _exiger(cle)
    motif = requete.POST.get("motif", "").strip()
    if len(motif) < 5:
        messages.error(
            requete, "Dites en quelques mots pourquoi vous avez besoin de ces coordonnées."
        )
        return redirect("demandes")
    noter(requete.user, Geste.DEMASQUAGE, f"demande {cle}", motif)
    return _page(requete, claire=cle)


@require_POST
@permission_required("console.traiter_demande", raise_exception=True)
def traiter(requete: HttpRequest, cle: int) -> HttpResponse:
    """Its state, and whom it is assigned to."""
    demande = _exiger(cle)
    etat, qui = requete.POST.get("etat", ""), requete.POST.get("affectee_a", "")
    suivi, _ = SuiviDemande.objects.get_or_create(demande=cle)
    suivi.affectee_a = next((compte for compte in actifs() if str(compte.pk) == qui), None)
    suivi.etat = etat if etat in Traitement.values else suivi.etat
    if suivi.affectee_a and suivi.etat == Traitement.NOUVELLE:
        suivi.etat = Traitement.AFFECTEE
    try:
        if suivi.etat == Traitement.CLOSE:
            _oublier_l_adresse(demande)
    except SQLAlchemyError:
        messages.error(requete, ABSENTE)
        return redirect("demandes")
    suivi.save()
    a_qui = f", à {suivi.affectee_a}" if suivi.affectee_a else ""
    noter(requete.user, Geste.DEMANDE, f"demande {cle} : {suivi.get_etat_display()}{a_qui}")
    messages.success(requete, f"Demande {cle} : {suivi.get_etat_display()}.")
    return redirect("demandes")


def _exiger(cle: int) -> Demande:
    demande = Demandes().lire(cle)
    if demande is None:
        raise Http404
    return demande


def _oublier_l_adresse(demande: Demande) -> None:
    """How a messenger reaches a person, once this last open request of theirs is closed.

    Error: SQLAlchemyError.
    """
    siennes = [d.id for d in Demandes().de(demande.conversation) if d.statut == NOUVELLE]
    closes = SuiviDemande.objects.filter(demande__in=siennes, etat=Traitement.CLOSE)
    if {demande.id, *closes.values_list("demande", flat=True)} >= set(siennes):
        with les_relais() as relais:
            relais.demande_close(demande.conversation)


def _page(requete: HttpRequest, claire: int | None = None) -> HttpResponse:
    suivis = {s.demande: s for s in SuiviDemande.objects.select_related("affectee_a")}
    toutes = [(d, suivis.get(d.id) or SuiviDemande(demande=d.id)) for d in Demandes().envoyees()]
    if claire is not None:
        toutes = [x for x in toutes if x[0].id == claire]
    etat = requete.GET.get("etat", "")
    page = Paginator([x for x in toutes if not etat or x[1].etat == etat], 25).get_page(
        requete.GET.get("page")
    )
    personnes = [d.conversation for d, _ in page.object_list]
    conversations = dict(
        Conversation.objects.filter(personne__in=personnes)
        .order_by("fin")
        .values_list("personne", "pk")
    )
    contexte = {
        "page": page,
        "lignes": [
            Ligne(d, s, conversations.get(d.conversation), d.id == claire)
            for d, s in page.object_list
        ],
        "etats": Traitement.choices,
        "etat": etat,
        "comptes": actifs(),
    }
    return render(requete, "console/demandes.html", contexte)
