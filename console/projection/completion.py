"""Rows that older code wrote, before the figures were kept: filled from the turns, bit by bit.

A pass does some each time. Nothing is read again in the tracker: what was decided stays.
"""

from __future__ import annotations

from console.models import Conversation
from console.models.conversations import Issue
from console.projection.counted import DES_TOURS, jour_de_fin, remplacer
from console.projection.noticed import constats, derniers_mots, ecrits, informee, premiers_mots
from vte.regles.statuts import INCOMPLET

PAR_PASSE = 500
_CHAMPS = [
    *("jour", "ecrits", "ecrits_incompris", "informee"),
    *("premiers_mots", "derniers_mots", "issue"),
]


def completer(combien: int = PAR_PASSE) -> list[str]:
    """Completes at most so many conversations, the newest first; says of whom they are."""
    incompletes = list(
        Conversation.objects.filter(jour=None)
        .order_by("-id")
        .prefetch_related("les_tours")[:combien]
    )
    for conversation in incompletes:
        _completer(conversation)
    Conversation.objects.bulk_update(incompletes, _CHAMPS, batch_size=100)
    remplacer([(c, constats(list(c.les_tours.all()))) for c in incompletes], DES_TOURS)
    return [c.personne for c in incompletes]


def _completer(conversation: Conversation) -> None:
    tours = list(conversation.les_tours.all())
    conversation.jour = jour_de_fin(conversation.fin)
    conversation.ecrits, conversation.ecrits_incompris = ecrits(tours)
    conversation.informee = informee(tours)
    conversation.premiers_mots = premiers_mots(tours)
    conversation.derniers_mots = derniers_mots(tours)
    if conversation.issue == Issue.VERDICT and conversation.statut == INCOMPLET:
        conversation.issue = Issue.A_PRECISER
