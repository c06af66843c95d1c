"""The rows of what is counted in conversations (models.Constat), made anew with them."""

from __future__ import annotations

from collections import defaultdict
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
Ligne = tuple[date, str, str, int]  # a row: its day, genre, key, and how often


def jour_de_fin(fin: datetime) -> date:
    """The day in Paris of a conversation's last message: the one that the list's filters mean."""
    return localdate(fin)


def remplacer(comptes: Sequence[tuple[Conversation, Comptes]], genres: Sequence[Genre]) -> None:
    """Puts these counts in the place of all that these conversations had of these genres.

    Nothing is written of a conversation that has them already.
    """
    voulues = {conversation.pk: _lignes(conversation, siens) for conversation, siens in comptes}
    connues = _connues(list(voulues), genres)
    changees = [cle for cle, lignes in voulues.items() if lignes != connues[cle]]
    for lot in batched(changees):
        Constat.objects.filter(conversation__in=lot, genre__in=genres).delete()
    Constat.objects.bulk_create(
        [
            Constat(conversation_id=pk, jour=jour, genre=genre, cle=cle, n=n)
            for pk in changees
            for jour, genre, cle, n in sorted(voulues[pk])
        ],
        batch_size=_LOT,
    )


def _lignes(conversation: Conversation, siens: Comptes) -> set[Ligne]:
    jour = conversation.jour or jour_de_fin(conversation.fin)
    return {(jour, str(genre), cle[:32], n) for (genre, cle), n in siens.items()}


def _connues(cles: list[int], genres: Sequence[Genre]) -> Mapping[int, set[Ligne]]:
    """What is stored of each of these conversations."""
    connues: dict[int, set[Ligne]] = defaultdict(set)
    for lot in batched(cles):
        siennes = Constat.objects.filter(conversation__in=lot, genre__in=genres)
        for pk, *ligne in siennes.values_list("conversation_id", "jour", "genre", "cle", "n"):
            connues[pk].add(tuple(ligne))
    return connues


def suivre_le_jour(conversations: Sequence[Conversation]) -> None:
    """Gives what was noticed of opinions the day of its conversation, which may have gone on."""
    par_jour: dict[date, list[int]] = {}
    for conversation in conversations:
        par_jour.setdefault(conversation.jour, []).append(conversation.pk)
    for jour, cles in par_jour.items():
        for lot in batched(cles):
            Constat.objects.filter(conversation__in=lot).exclude(jour=jour).update(jour=jour)
