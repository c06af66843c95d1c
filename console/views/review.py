"""The queues of what is to be reviewed, and what is done of each conversation there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from console import review
from console.models import Conversation, Raison, Tour
from console.models.raisons import Classe, MotifDeRelecture
from console.review import JugementRefuse

PAR_PAGE = 50


@dataclass(frozen=True)
class File:
    """The queue in which a conversation is read; the addresses of its neighbours, if any."""

    motif: MotifDeRelecture
    restantes: int
    precedente: str
    suivante: str


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lister(requete: HttpRequest) -> HttpResponse:
    contexte = {"files": review.comptes(requete.user), "accord": review.accord_des_relecteurs()}
    return render(requete, "console/files.html", contexte)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def file(requete: HttpRequest, motif: str) -> HttpResponse:
    """One queue, the oldest first, each conversation with all its reasons."""
    nom = _motif(motif)
    attendent = (
        review.file(requete.user, nom)
        .select_related("tour", "conversation")
        .defer("conversation__dossier")
        .prefetch_related("conversation__raisons")
    )
    page = Paginator(attendent, PAR_PAGE).get_page(requete.GET.get("page"))
    for raison in page.object_list:
        raison.adresse = review.adresse(raison)
    contexte = {"motif": nom, "page": page}
    return render(requete, "console/file.html", contexte)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def suivante(requete: HttpRequest, motif: str) -> HttpResponse:
    """To the conversation that has waited longest in this queue."""
    return _vers(requete, _motif(motif), review.suivante(requete.user, _motif(motif)))


@require_POST
@permission_required("console.relire", raise_exception=True)
def relue(requete: HttpRequest, cle: int) -> HttpResponse:
    """Marks it reviewed, once more if it came back, and goes to the next of its queue."""
    conversation = get_object_or_404(Conversation, pk=cle)
    review.marquer_relue(conversation, requete.user)
    messages.success(requete, f"La conversation {cle} est relue.")
    return _continuer(requete, conversation)


@require_POST
@permission_required("console.relire", raise_exception=True)
def juger(requete: HttpRequest, cle: int) -> HttpResponse:
    """How one drawn at random was read, by one of two people; then the next.

    Refused, it leads back to the same conversation, which is still to be looked at.
    """
    conversation = get_object_or_404(Conversation, pk=cle)
    classe = requete.POST.get("classe", "")
    if classe not in Classe.values:
        messages.error(requete, "Choisissez l'un des jugements proposés.")
        return _rester(requete, conversation)
    try:
        review.juger(conversation, requete.user, classe)
        messages.success(requete, f"Conversation {cle} : « {Classe(classe).label} ».")
    except JugementRefuse as refus:
        messages.error(requete, str(refus))
        return _rester(requete, conversation)
    return _continuer(requete, conversation)


@require_POST
@permission_required("console.relire", raise_exception=True)
def signaler(requete: HttpRequest, cle: int) -> HttpResponse:
    """Gives by hand a reason to review this turn."""
    tour = get_object_or_404(Tour.objects.select_related("conversation"), pk=cle)
    review.signaler(tour)
    messages.success(requete, f"Le tour {tour.rang} est signalé : la conversation est à relire.")
    return redirect(f"{reverse('conversation', args=[tour.conversation_id])}#{tour.ancre}")


def contexte(
    requete: HttpRequest, conversation: Conversation, tours: Sequence[Tour]
) -> dict[str, Any]:
    """What a transcript says of its review; each turn gets its reasons, and the next in doubt."""
    raisons = sorted(
        conversation.raisons.mures().select_related("tour"),
        key=lambda r: list(MotifDeRelecture).index(MotifDeRelecture(r.motif)),
    )
    _marquer(tours, [r for r in raisons if r.motif != MotifDeRelecture.ALEATOIRE])
    return {
        "raisons": raisons,
        "file": _file(requete, raisons),
        "a_juger": bool(review.a_juger(requete.user, [conversation.pk])),
        "jugements": review.jugements_montrables(conversation, requete.user),
        "classes": [(str(n), nom, dit) for n, (nom, dit) in enumerate(Classe.choices, 1)],
    }


def _marquer(tours: Sequence[Tour], raisons: Iterable[Raison]) -> None:
    suivant: Tour | None = None
    toutes = list(raisons)
    for tour in reversed(tours):
        tour.motifs = [r.get_motif_display() for r in toutes if tour.rang in r.rangs]
        tour.douteux_suivant = suivant
        suivant = tour if tour.motifs else suivant


def _file(requete: HttpRequest, raisons: Iterable[Raison]) -> File | None:
    """The queue that the address names, if the conversation is or was in it."""
    ici = next((r for r in raisons if r.motif == requete.GET.get("file")), None)
    if ici is None:
        return None
    motif, compte = MotifDeRelecture(ici.motif), requete.user
    avant = review.precedente(compte, motif, ici)
    apres = review.suivante(compte, motif, ici)
    return File(
        motif,
        review.file(compte, motif).count(),
        review.adresse(avant) if avant else "",
        review.adresse(apres) if apres else "",
    )


def _continuer(requete: HttpRequest, conversation: Conversation) -> HttpResponse:
    """To the next of the queue that the form names; back to the conversation without one."""
    demande = requete.POST.get("file", "")
    if demande not in MotifDeRelecture.values:
        return redirect("conversation", conversation.pk)
    ici = _ici(requete, conversation)
    return _vers(requete, MotifDeRelecture(demande), review.suivante(requete.user, demande, ici))


def _rester(requete: HttpRequest, conversation: Conversation) -> HttpResponse:
    """To the same conversation, in the queue that the form names."""
    ici = _ici(requete, conversation)
    return redirect(review.adresse(ici)) if ici else redirect("conversation", conversation.pk)


def _ici(requete: HttpRequest, conversation: Conversation) -> Raison | None:
    """Its reason to be in the queue that the form names, if it names one."""
    demande = requete.POST.get("file", "")
    raisons = conversation.raisons.select_related("tour")
    return raisons.filter(motif=demande).first() if demande in MotifDeRelecture.values else None


def _vers(requete: HttpRequest, motif: MotifDeRelecture, raison: Raison | None) -> HttpResponse:
    if raison is None:
        messages.success(requete, f"Plus rien n'attend dans la file « {motif.label} ».")
        return redirect("files")
    return redirect(review.adresse(raison))


def _motif(nom: str) -> MotifDeRelecture:
    """Error: Http404."""
    if nom not in MotifDeRelecture.values:
        raise Http404
    return MotifDeRelecture(nom)
