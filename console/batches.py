"""Long lists, a part at a time: a database takes only so many values a query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")
SIZE = 500  # SQLite takes no more than a few thousand


def batched(items: list[T], size: int = SIZE) -> Iterator[list[T]]:
    """Parts of at most `size`, in order; none of an empty list."""
    yield from (items[i : i + size] for i in range(0, len(items), size))
