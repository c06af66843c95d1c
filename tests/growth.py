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

    Of several tries the quickest counts: what disturbs one only ever makes it slower.
    """
    long = (piece * size)[:size]
    short = long[: size // TIMES]
    return all(_cost(read, long) > TOO_MUCH * _cost(read, short) for _ in range(TRIES))


def _cost(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
