"""A result that somebody kept, opened by the reference that they say on the telephone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from console.access import noter
from console.models import Conversation, Verdict
from console.models.acces import Geste
from vte.resultats import Resultat, Resultats
from vte.resultats.contenu import ne_tient_plus
from vte.resultats.page import page, politique
from vte.suivi import ouvert

DITE_MAX = 40  # characters of what is typed for a reference


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def chercher(requete: HttpRequest) -> HttpResponse:
    """From what was typed to the result, or back to where it was typed."""
    dite = requete.GET.get("reference", "").strip()[:DITE_MAX]
    with _resultats() as resultats:
        trouve = resultats.par_reference(dite)
    if trouve is None:
        messages.error(
            requete,
            f"Aucun résultat gardé n'a la référence « {dite} » : vérifiez-la, ou il a été effacé.",
        )
        return redirect("conversations")
    return redirect("resultat", trouve.reference)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lire(requete: HttpRequest, reference: str) -> HttpResponse:
    resultat = _exiger(reference)
    noter(requete.user, Geste.RESULTAT, f"résultat {resultat.reference}")
    garde = resultat.contenu
    verdict = Verdict(statut=garde["statut"], bareme=garde["bareme"]["id"], detail=dict(garde))
    siennes = Conversation.objects.filter(personne=resultat.session, debut__lte=resultat.le)
    contexte = {
        "resultat": resultat,
        "garde": garde,
        "verdict": verdict,
        "a_change": ne_tient_plus(garde),
        "conversation": siennes.order_by("-debut").first(),
    }
    return render(requete, "console/resultat.html", contexte)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def montrer(requete: HttpRequest, reference: str) -> HttpResponse:
    """The page as the person sees it."""
    resultat = _exiger(reference)
    noter(requete.user, Geste.RESULTAT, f"page du résultat {resultat.reference}")
    reponse = HttpResponse(page(resultat))
    reponse["Content-Security-Policy"] = politique()
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse


def _exiger(reference: str) -> Resultat:
    with _resultats() as resultats:
        trouve = resultats.par_reference(reference)
    if trouve is None:
        raise Http404
    return trouve


@contextmanager
def _resultats() -> Iterator[Resultats]:
    with ouvert() as moteur:
        yield Resultats(moteur)
