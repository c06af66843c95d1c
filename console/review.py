"""The queues of what is to be reviewed: what waits for whom, what comes next, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from console.agreement import Accord, Paire, accord
from console.models import Conversation, Jugement, Raison, Tour
from console.models.raisons import MotifDeRelecture, Raisons
from console.projection.queues import JUGEMENTS, poser, tenir
from vte.erreurs import ErreurVTE


class JugementRefuse(ErreurVTE):
    """The conversation is not drawn, or two people have judged it; the message says which."""

    code = "jugement_refuse"


def a_relire(compte: Any) -> Raisons:
    """What waits for this person: an open question is no abandonment for an hour, and nobody judges
    the same conversation twice.
    """
    siens = Jugement.objects.filter(auteur=compte).values("conversation")
    juges = Q(motif=MotifDeRelecture.ALEATOIRE, conversation__in=siens)
    ouvertes: Raisons = Raison.objects.ouvertes().mures().exclude(juges)
    return ouvertes


def comptes(compte: Any) -> list[tuple[MotifDeRelecture, int]]:
    """Every queue, with how many conversations wait in it for this person."""
    lus = a_relire(compte).values("motif").annotate(n=Count("pk")).order_by()
    par_motif = {ligne["motif"]: ligne["n"] for ligne in lus}
    return [(motif, par_motif.get(motif, 0)) for motif in MotifDeRelecture]


def file(compte: Any, motif: str) -> Raisons:
    """One queue, the oldest first."""
    siennes: Raisons = a_relire(compte).filter(motif=motif).order_by("le", "conversation")
    return siennes


def suivante(compte: Any, motif: str, apres: Raison | None = None) -> Raison | None:
    """The one after this one in its queue, else the first of the queue; None when it is empty."""
    queue = file(compte, motif)
    if apres is None:
        return queue.first()
    plus_loin = Q(le__gt=apres.le) | Q(le=apres.le, conversation__gt=apres.conversation_id)
    autres = queue.exclude(pk=apres.pk)
    return autres.filter(plus_loin).first() or autres.first()


def precedente(compte: Any, motif: str, avant: Raison) -> Raison | None:
    """The one before it in its queue; None of the first."""
    plus_tot = Q(le__lt=avant.le) | Q(le=avant.le, conversation__lt=avant.conversation_id)
    return file(compte, motif).filter(plus_tot).order_by("-le", "-conversation").first()


def adresse(raison: Raison) -> str:
    """The transcript in its queue, at the first turn concerned."""
    page = reverse("conversation", args=[raison.conversation_id])
    return f"{page}?file={raison.motif}#{raison.tour.ancre}"


def marquer_relue(conversation: Conversation, compte: Any, relue: bool = True) -> None:
    """Reviewed, it leaves every queue but that of chance, which waits for two judgements.

    No longer reviewed, it comes back. The conversation is saved first: the projection waits there.
    """
    with transaction.atomic():
        conversation.relue = relue
        conversation.relue_par, conversation.relue_le = (
            (compte, timezone.now()) if relue else (None, None)
        )
        conversation.save(update_fields=["relue", "relue_par", "relue_le"])
        conversation.raisons.exclude(motif=MotifDeRelecture.ALEATOIRE).update(ouverte=not relue)


def reouverte(conversation: Conversation) -> bool:
    """Whether a reason waits that a review answers."""
    ouvertes: Raisons = conversation.raisons.filter(ouverte=True)
    return ouvertes.exclude(motif=MotifDeRelecture.ALEATOIRE).exists()


def signaler(tour: Tour) -> None:
    """Staff give a reason by hand: the conversation waits again, at this turn and those before."""
    conversation = tour.conversation
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(signalee=True)
        deja = conversation.raisons.filter(motif=MotifDeRelecture.SIGNALEE).first()
        rangs = sorted({tour.rang, *(deja.rangs if deja and deja.ouverte else ())})
        premier = conversation.les_tours.get(rang=rangs[0])
        neuve = Raison(
            conversation=conversation,
            motif=MotifDeRelecture.SIGNALEE,
            tour=premier,
            rangs=rangs,
            le=conversation.fin,
        )
        poser([neuve])


def accorder_le_signalement(conversation: Conversation) -> None:
    """After the flag of the whole conversation was set or taken off: its reason follows."""
    siennes = conversation.raisons.filter(motif=MotifDeRelecture.SIGNALEE)
    if not conversation.signalee:
        siennes.delete()
    elif not siennes.exists() and (premier := conversation.les_tours.first()):
        signaler(premier)


# The part drawn at random


def a_juger(compte: Any, conversations: Iterable[int]) -> set[int]:
    """Those of these conversations of which this person's judgement is still waited for."""
    if not compte.has_perm("console.relire"):
        return set()
    tirees = file(compte, MotifDeRelecture.ALEATOIRE).filter(conversation__in=conversations)
    return set(tirees.values_list("conversation", flat=True))


def juger(conversation: Conversation, compte: Any, classe: str) -> None:
    """The judgement of one of two people; one's own may be changed until the other has judged.

    Error: JugementRefuse.
    """
    try:
        with transaction.atomic():
            _juger(conversation, compte, classe)
    except IntegrityError as erreur:  # two people at once, for the same place
        raise JugementRefuse(
            f"Une autre personne vient de juger la conversation {conversation.pk} : recommencez."
        ) from erreur


def _juger(conversation: Conversation, compte: Any, classe: str) -> None:
    """The conversation is held first: the projection, and who else judges it, wait there."""
    tenir([conversation.pk])
    tirage = conversation.raisons.filter(motif=MotifDeRelecture.ALEATOIRE)
    if not tirage.filter(ouverte=True).exists():
        raise JugementRefuse(f"La conversation {conversation.pk} n'attend plus de jugement.")
    if conversation.jugements.filter(auteur=compte).update(classe=classe, le=timezone.now()):
        return
    rang = conversation.jugements.count() + 1
    Jugement.objects.create(conversation=conversation, auteur=compte, rang=rang, classe=classe)
    if rang == JUGEMENTS:
        tirage.update(ouverte=False)


def jugements_montrables(conversation: Conversation, compte: Any) -> Sequence[Jugement]:
    """Both, once both are there; until then, each sees their own alone."""
    tous = list(conversation.jugements.select_related("auteur"))
    return tous if len(tous) == JUGEMENTS else [j for j in tous if j.auteur_id == compte.pk]


def accord_des_relecteurs() -> Accord:
    """Over all conversations that two people have judged and that are still kept."""
    premiers: dict[int, str] = {}
    paires: list[Paire] = []
    lus = Jugement.objects.order_by("conversation", "rang")
    for conversation, rang, classe in lus.values_list("conversation", "rang", "classe"):
        if rang == 1:
            premiers[conversation] = classe
        elif conversation in premiers:
            paires.append((premiers[conversation], classe))
    return accord(paires)
