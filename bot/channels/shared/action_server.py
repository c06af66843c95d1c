"""Whether the action server can be reached, so that no message is handed over in vain."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

DELAI = 1.0  # seconds


async def repond(url: str | None) -> bool:
    """True when something listens at `url`."""
    if not url:
        return False
    adresse = urlsplit(url)
    try:
        ouverture = asyncio.open_connection(adresse.hostname, adresse.port or 80)
        _, ecriture = await asyncio.wait_for(ouverture, DELAI)
    except (TimeoutError, OSError):
        return False
    ecriture.close()
    return True
