"""Which conversations a period is of: those whose last message was on one of its days."""

from __future__ import annotations

from django.db.models import QuerySet

from console.dates import Periode
from console.models import Constat, Conversation


def conversations_de(periode: Periode) -> QuerySet[Conversation]:
    return Conversation.objects.filter(jour__gte=periode.du, jour__lte=periode.au).order_by()


def constats_de(periode: Periode, *genres: str) -> QuerySet[Constat]:
    """What was noticed in them, of these genres."""
    return Constat.objects.filter(
        jour__gte=periode.du, jour__lte=periode.au, genre__in=genres
    ).order_by()
