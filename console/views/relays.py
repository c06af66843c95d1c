"""A conversation with a person: taken, held, given back (vte/relais)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from sqlalchemy.exc import SQLAlchemyError

from console.access import noter
from console.models import Conversation
from console.models.acces import Geste
from console.relays import dire_absente, echange, les_relais, session_finie
from console.requests import repondues
from console.views.said import exiger_des_mots, mots_de
from vte.erreurs import ErreurVTE
from vte.relais import LesRelais
from vte.relais.relais import TEXTE_MAX

FINIE = (
    "La session de cette personne est finie\u00a0: "
    "elle ne lirait pas ce message, qui n'est pas parti."
)
LUS = "relais_lus"  # of a login's session: the conversations whose exchange it has opened
logger = logging.getLogger(__name__)


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def lire(requete: HttpRequest, cle: int) -> HttpResponse:
    """What was said with the person, and where to write."""
    return _page(requete, get_object_or_404(Conversation, pk=cle))


@require_GET
@permission_required("console.view_conversation", raise_exception=True)
def suivre(requete: HttpRequest, cle: int) -> HttpResponse:
    """What was said alone, which the open page asks for again and again.

    That is no gesture of anybody: it does not make the login last longer. Whoever asks without
    having opened the page is in the log for it, once.
    """
    conversation = get_object_or_404(Conversation, pk=cle)
    if cle not in requete.session.get(LUS, ()):
        _noter_la_lecture(requete, cle)
        requete.session.save()
    try:
        contexte = {"conversation": conversation, "echange": echange(conversation)}
    except SQLAlchemyError as erreur:
        logger.warning("A relay could not be read (%s).", type(erreur).__name__)
        return HttpResponse(status=503)
    reponse = render(requete, "console/_relais.html", contexte)
    del requete.session  # which would be saved, and live on
    return reponse


@require_POST
@permission_required("console.repondre", raise_exception=True)
def prendre(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation, moi = get_object_or_404(Conversation, pk=cle), requete.user.get_username()

    def faire(relais: LesRelais) -> None:
        pris = relais.prendre(conversation.personne, conversation.canal, moi)
        if pris.ouvert_par == moi:
            noter(requete.user, Geste.RELAIS, f"conversation {cle} : main prise")
            messages.success(requete, "Vous avez la main : l'assistant se tait.")
        else:
            messages.info(requete, f"{pris.ouvert_par} a déjà la main : vous pouvez écrire aussi.")

    return _faire(requete, conversation, faire)


@require_POST
@permission_required("console.repondre", raise_exception=True)
def dire(requete: HttpRequest, cle: int) -> HttpResponse:
    """What is written there is read by the person, as it is written."""
    conversation = get_object_or_404(Conversation, pk=cle)
    texte = mots_de(requete)

    def faire(relais: LesRelais) -> None:
        exiger_des_mots(texte)
        if session_finie(conversation):
            raise ErreurVTE(FINIE)
        parole = relais.dire(conversation.personne, requete.user.get_username(), texte)
        repondues(conversation.personne, requete.user, parole)
        noter(requete.user, Geste.RELAIS, f"conversation {cle} : message écrit")

    return _faire(requete, conversation, faire, texte)


@require_POST
@permission_required("console.repondre", raise_exception=True)
def rendre(requete: HttpRequest, cle: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=cle)

    def faire(relais: LesRelais) -> None:
        relais.rendre(conversation.personne)
        noter(requete.user, Geste.RELAIS, f"conversation {cle} : main rendue")
        messages.success(requete, "La main est rendue : l'assistant répond de nouveau.")

    return _faire(requete, conversation, faire)


def _noter_la_lecture(requete: HttpRequest, cle: int) -> None:
    """In the log, and in the session, which then follows what is said."""
    noter(requete.user, Geste.LECTURE, f"conversation {cle}, échange")
    lus = requete.session.get(LUS, [])
    requete.session[LUS] = lus if cle in lus else [*lus, cle]


def _faire(
    requete: HttpRequest,
    conversation: Conversation,
    geste: Callable[[LesRelais], None],
    texte: str = "",
) -> HttpResponse:
    """Does it, then back to the page; or says why not there, `texte` still in it."""
    try:
        with les_relais() as relais:
            geste(relais)
        return redirect("relais", conversation.pk)
    except ErreurVTE as erreur:
        messages.error(requete, str(erreur))
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return _page(requete, conversation, texte)


def _page(requete: HttpRequest, conversation: Conversation, texte: str = "") -> HttpResponse:
    """`texte`: a message that was not sent."""
    _noter_la_lecture(requete, conversation.pk)
    contexte = {"conversation": conversation, "texte": texte, "texte_max": TEXTE_MAX}
    try:
        contexte["echange"] = echange(conversation)
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return render(requete, "console/relais.html", contexte)
