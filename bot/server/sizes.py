"""How large the body of a request may be, by the address that it is sent to."""

from __future__ import annotations

BODY_MAX = 16 * 1024  # bytes; CONTRACT, section 5
_LARGER: dict[str, int] = {}


def allow(prefix: str, size: int) -> None:
    """Paths that begin with `prefix` take bodies of `size` bytes: a platform sends batches."""
    _LARGER[prefix] = size


def body_max(path: str) -> int:
    return next((size for prefix, size in _LARGER.items() if path.startswith(prefix)), BODY_MAX)
