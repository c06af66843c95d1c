"""The rows of what is counted in conversations (models.Constat), made anew with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from console.batches import batched
from console.models import Constat, Conversation
from console.models.constats import Genre

DES_TOURS = (Genre.PRIS, Genre.CORRIGE, Genre.POSEE, Genre.REPONDUE)
DES_AVIS = (Genre.AVIS, Genre.MOTIF)
_LOT = 1000
Comptes = Mapping[tuple[str, str], int]  # (genre, key) -> how often


def jour_de_fin(fin: datetime) -> date:
    """The day in Paris of a conversation's last message: the one that the list's filters mean."""
    return localdate(fin)


def remplacer(comptes: Sequence[tuple[Conversation, Comptes]], genres: Sequence[Genre]) -> None:
    """Puts these counts in the place of all that these conversations had of these genres."""
    cles = [conversation.pk for conversation, _ in comptes]
    for lot in batched(cles):
        Constat.objects.filter(conversation__in=lot, genre__in=genres).delete()
    Constat.objects.bulk_create(
        [
            Constat(
                conversation=conversation,
                jour=conversation.jour or jour_de_fin(conversation.fin),
                genre=genre,
                cle=cle[:32],
                n=n,
            )
            for conversation, siens in comptes
            for (genre, cle), n in siens.items()
        ],
        batch_size=_LOT,
    )


def suivre_le_jour(conversations: Sequence[Conversation]) -> None:
    """Gives what was noticed of opinions the day of its conversation, which may have gone on."""
    par_jour: dict[date, list[int]] = {}
    for conversation in conversations:
        par_jour.setdefault(conversation.jour, []).append(conversation.pk)
    for jour, cles in par_jour.items():
        for lot in batched(cles):
            Constat.objects.filter(conversation__in=lot).exclude(jour=jour).update(jour=jour)
