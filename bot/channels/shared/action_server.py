"""Whether the action server can be reached, so that no message is handed over in vain."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

TIMEOUT = 1.0  # seconds


async def answers(url: str | None) -> bool:
    """True when something listens at `url`."""
    if not url:
        return False
    address = urlsplit(url)
    try:
        opening = asyncio.open_connection(address.hostname, address.port or 80)
        _, writer = await asyncio.wait_for(opening, TIMEOUT)
    except (TimeoutError, OSError):
        return False
    writer.close()
    return True
