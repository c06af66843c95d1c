"""Django's choices as the type checker sees them: an enumeration of strings with labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum

    class TextChoices(StrEnum):
        choices: list[tuple[str, str]]
        values: list[str]

        @property
        def label(self) -> str: ...
else:
    from django.db.models import TextChoices

__all__ = ["TextChoices"]
