"""The accounts that staff choose from."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import QuerySet


def actifs() -> QuerySet:
    """Those that are open, by name."""
    return get_user_model().objects.filter(is_active=True).order_by("username")
