"""A conversation as a written dialogue of the tests."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from console import dialogue
from console.access import noter
from console.models import Conversation
from console.models.acces import Geste


@require_GET
@permission_required("console.exporter_corrections", raise_exception=True)
def exporter(requete: HttpRequest, cle: int) -> HttpResponse:
    """A file for tests/conversations/dialogues; what it expects is what staff corrected.

    Where there is nothing to write, the transcript says so.
    """
    conversation = get_object_or_404(Conversation, pk=cle)
    tours = list(conversation.les_tours.select_related("verdict").prefetch_related("corrections"))
    if not tours:
        raise Http404
    try:
        ecrit = dialogue.ecrire(conversation, tours)
    except dialogue.RienAEcrire as refus:
        messages.error(requete, str(refus))
        return redirect("conversation", cle)
    noter(requete.user, Geste.EXPORT, f"conversation {cle}, comme dialogue")
    return HttpResponse(
        ecrit,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="console-{cle}.yml"'},
    )
