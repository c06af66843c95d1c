"""`manage.py raisons`: why each conversation that is kept is to be reviewed, reckoned again.

For conversations that were projected before there were reasons, or when the reasons change. May be
stopped and run again; what was reviewed stays so.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from console.batches import SIZE
from console.management.base import Commande
from console.models import Conversation, Raison
from console.models.conversations import Issue
from console.models.raisons import MotifDeRelecture
from console.projection.feedback import marquer_les_avis
from console.projection.queues import poser, recalculer
from console.words import combien
from vte.suivi import ouvert


class Command(Commande):
    help = "Dit de nouveau pourquoi relire chaque conversation gardée ; les relectures restent."

    def handle(self, *args: Any, **options: Any) -> None:
        faites, dernier = 0, 0
        while lot := self._suivantes(dernier):
            with transaction.atomic():
                recalculer(lot)
                signaler([c for c in lot if c.signalee])
            faites, dernier = faites + len(lot), lot[-1].pk
        negatives = set(
            Conversation.objects.filter(avis_negatif=True).values_list("personne", flat=True)
        )
        with ouvert() as moteur, transaction.atomic():
            marquer_les_avis(moteur, None, negatives)
        self.stdout.write(f"{combien(faites, 'conversation revue')}.")

    def _suivantes(self, dernier: int) -> list[Conversation]:
        lisibles = Conversation.objects.exclude(issue=Issue.ILLISIBLE)
        return list(lisibles.filter(pk__gt=dernier).order_by("pk")[:SIZE])


def signaler(conversations: list[Conversation]) -> None:
    """Those that were flagged before a flag was a reason, at their first turn."""
    deja = Raison.objects.filter(conversation__in=conversations, motif=MotifDeRelecture.SIGNALEE)
    connues = set(deja.values_list("conversation", flat=True))
    for c in conversations:
        if c.pk not in connues and (premier := c.les_tours.order_by("rang").first()):
            poser(
                [
                    Raison(
                        conversation=c,
                        motif=MotifDeRelecture.SIGNALEE,
                        tour=premier,
                        rangs=[premier.rang],
                        le=c.fin,
                        ouverte=not c.relue,
                    )
                ]
            )
