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

    Of each length the least cost of several counts: what disturbs a try, or is loaded in the first,
    is no growth. Each try has texts of its own, the next ones shorter by one and by four: nothing
    that was kept of another serves.
    """
    longs = [(piece * size)[: size - TIMES * n] for n in range(TRIES)]
    least = min(_cost(read, long) for long in longs)
    return least > TOO_MUCH * min(_cost(read, long[: len(long) // TIMES]) for long in longs)


def _cost(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
