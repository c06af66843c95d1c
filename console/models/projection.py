"""How far the tracker's events were read."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models

ORIGINE = datetime(2000, 1, 1, tzinfo=UTC)


class Filigrane(models.Model):
    """The watermark: one row.

    `attendus`: ids below `dernier` that were not there, as [from, to, ISO date first missed].
    `vu`: when the tracker was last looked at; `identite`: of which tracker (vte/suivi.py).

    Under PostgreSQL an id may become visible after a higher one: those are looked for again
    (projection/watermark.py).
    """

    cle = models.CharField(max_length=16, primary_key=True, default="suivi")
    dernier = models.BigIntegerField(default=0)
    attendus = models.JSONField(default=list)
    vu = models.DateTimeField(default=ORIGINE)
    identite = models.CharField(max_length=32, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"jusqu'à l'événement {self.dernier}"
