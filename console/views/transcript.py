"""A conversation turn by turn, and what staff say of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from console.access import noter
from console.feedback import joindre_les_avis
from console.marks import Relecture
from console.models import Conversation
from console.models.acces import Geste
from console.views import review
from vte.donnees_personnelles import masquer


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lire(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation = get_object_or_404(
        Conversation.objects.select_related("relue_par", "affectee_a"), pk=cle
    )
    tours = list(conversation.les_tours.select_related("verdict").prefetch_related("corrections"))
    noter(requete.user, Geste.LECTURE, f"conversation {cle}")
    notes = list(conversation.notes.select_related("auteur"))
    relecture = review.contexte(requete, conversation, tours)
    contexte = relecture | {
        "conversation": conversation,
        "tours": tours,
        "verdict": next(
            (tour.verdict for tour in reversed(tours) if hasattr(tour, "verdict")), None
        ),
        "avis": joindre_les_avis(conversation, tours),
        "autres": Conversation.objects.filter(personne=conversation.personne)
        .exclude(pk=cle)
        .count(),
        "relecture": Relecture(conversation) if requete.user.has_perm("console.relire") else None,
        "notes": notes,
        # Who judges one drawn at random is not told what the other thinks of it.
        "notes_montrees": [
            n for n in notes if not relecture["a_juger"] or n.auteur_id == requete.user.pk
        ],
    }
    return render(requete, "console/transcription.html", contexte)


@require_POST
@permission_required("console.relire", raise_exception=True)
def relire(requete: HttpRequest, cle: int) -> HttpResponse:
    """The marks that were changed on the page. Who marks it reviewed is its reviewer."""
    conversation = get_object_or_404(Conversation, pk=cle)
    formulaire = Relecture(conversation, requete.POST)
    if formulaire.is_valid():
        formulaire.enregistrer(requete.user)
        messages.success(requete, "La relecture est enregistrée.")
    else:
        messages.error(
            requete,
            "La relecture n'est pas enregistrée : un choix n'existe plus. Rechargez la page.",
        )
    return redirect("conversation", cle)


@require_POST
@permission_required("console.relire", raise_exception=True)
def annoter(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=cle)
    if texte := requete.POST.get("texte", "").strip():
        conversation.notes.create(auteur=requete.user, texte=masquer(texte[:4000]))
        messages.success(requete, "La note est ajoutée.")
    return redirect("conversation", cle)
