"""Erasing one person's data, everywhere, with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from console.access import noter
from console.effacement import effacer_personne
from console.models import Conversation
from console.models.acces import Geste
from console.words import combien
from vte.demandes import Demandes


@require_http_methods(["GET", "POST"])
@permission_required("console.effacer", raise_exception=True)
def effacer(requete: HttpRequest, cle: int) -> HttpResponse:
    """Asks first, with what will go; then erases the person of this conversation."""
    conversation = get_object_or_404(Conversation, pk=cle)
    motif = requete.POST.get("motif", "").strip()
    if requete.method == "POST" and len(motif) >= 5:
        noter(requete.user, Geste.EFFACEMENT, f"la personne de la conversation {cle}", motif)
        effacees = effacer_personne(conversation.personne)
        messages.success(
            requete,
            f"Tout est effacé : {combien(effacees, 'conversation')},"
            " et ce que la personne avait laissé.",
        )
        return redirect("conversations")
    contexte = {
        "conversation": conversation,
        "sans_motif": requete.method == "POST",
        "conversations": Conversation.objects.filter(personne=conversation.personne).count(),
        "demandes": len(Demandes().de(conversation.personne)),
    }
    return render(requete, "console/effacer.html", contexte)
