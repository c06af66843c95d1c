"""Long lists, a part at a time: a database takes only so many values a query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")
LOT = 500  # SQLite takes no more than a few thousand


def lots(suite: list[T], taille: int = LOT) -> Iterator[list[T]]:
    """Parts of at most `taille`, in order; none of an empty list."""
    yield from (suite[i : i + taille] for i in range(0, len(suite), taille))
