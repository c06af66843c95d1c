"""How the cost of reading a text grows with its length: a ratio, since a busy machine is slow at
everything.
"""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
# Work that grows as the text does costs four times as much, as its square sixteen times.
TOO_MUCH = 10
TRIES = 5


def grows_like_its_square(read: Callable[[str], object], piece: str, size: int) -> bool:
    """Whether reading `size` characters of this piece costs out of proportion to a quarter of them.

    One try of several that is in proportion is enough: what disturbs a try, or is loaded in the
    first, is no growth.
    """
    return all(_ratio(read, (piece * size)[: size - n]) > TOO_MUCH for n in range(TRIES))


def _ratio(read: Callable[[str], object], long: str) -> float:
    """Each try has a text of its own, shorter by one: nothing that was kept of another serves."""
    return _cost(read, long) / _cost(read, long[: len(long) // TIMES])


def _cost(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
