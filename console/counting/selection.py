"""Which conversations a period is of: those whose last message was on one of its days."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet, Sum

from console.dates import Periode
from console.models import Constat, Conversation


def conversations_de(periode: Periode) -> QuerySet[Conversation]:
    return Conversation.objects.filter(jour__gte=periode.du, jour__lte=periode.au).order_by()


def comptes_de(periode: Periode, genre: str, cles: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Of each key: how often it was noticed in them, and in how many of them.

    A question each, of one stretch of an index: databases take ten times as long to group them.
    """
    lus = {cle: _compte(periode, genre, cle) for cle in cles}
    return {cle: compte for cle, compte in lus.items() if compte[1]}


def _compte(periode: Periode, genre: str, cle: str) -> tuple[int, int]:
    siens = Constat.objects.filter(genre=genre, cle=cle, jour__gte=periode.du, jour__lte=periode.au)
    lu = siens.aggregate(fois=Sum("n"), conversations=Count("*"))
    return lu["fois"] or 0, lu["conversations"]
