"""Short digests, for a payload or a platform's id where few characters are taken."""

from __future__ import annotations

import hashlib


def digest(text: str) -> str:
    """32 characters, whatever the length of `text`."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
