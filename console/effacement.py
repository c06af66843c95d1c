"""Erasure: one person's data or what is too old, in the tracker, the journal, the requests, here and in the search index alike."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from console import search as recherche
from console.batches import lots
from console.models import Conversation, SuiviDemande
from vte import effacement
from vte.demandes import Demandes
from vte.reglages import CONSERVATION


def effacer_personne(personne: str) -> int:
    """Everything that this person (the tracker's sender) said and left, everywhere; says how many conversations."""
    siennes = [d.id for d in Demandes().de(personne)]
    effacement.effacer([personne])
    SuiviDemande.objects.filter(demande__in=siennes).delete()
    combien = oublier(Conversation.objects.filter(personne=personne))
    vider()
    return combien


def purger(jours: int | None = None) -> int:
    """What is older than `jours` (VTE_CONSERVATION by default), everywhere; says how many conversations."""
    limite = timezone.now() - timedelta(days=int(CONSERVATION.lire()) if jours is None else jours)
    effacement.purger(limite)
    SuiviDemande.objects.exclude(demande__in=[d.id for d in Demandes().envoyees()]).delete()
    combien = oublier(Conversation.objects.filter(fin__lt=limite))
    vider()
    return combien


def oublier(conversations: QuerySet[Conversation]) -> int:
    """Takes these conversations out of the console's tables and of its index, with all that staff said of them."""
    with transaction.atomic():
        cles = list(conversations.values_list("pk", flat=True))
        for lot in lots(cles):
            Conversation.objects.filter(pk__in=lot).delete()
        if cles:
            recherche.oublier(cles)
            recherche.compacter()
    return len(cles)


def vider() -> None:
    """After an erasure is committed: SQLite keeps the pages of before in its log (WAL) until it is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as curseur:
            curseur.execute("PRAGMA wal_checkpoint(TRUNCATE)")
