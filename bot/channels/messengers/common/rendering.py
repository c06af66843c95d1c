"""Answers within a platform's limits: texts cut, titles shortened."""

from __future__ import annotations

import re

_CUTS = (
    re.compile(r"\n+"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"(?<=[;,:])\s+"),
    re.compile(r"\s+"),
)


def split(text: str, maximum: int) -> list[str]:
    """Parts of at most `maximum` characters; nothing but white space is lost.

    Cut at lines, else sentences, else words, else anywhere.
    """
    parts, rest = [], text.strip()
    while len(rest) > maximum:
        here = _where_to_cut(rest, maximum)
        parts.append(rest[:here].rstrip())
        rest = rest[here:].lstrip()
    return [*parts, rest] if rest else parts


def _where_to_cut(text: str, maximum: int) -> int:
    for cut in _CUTS:
        found = [m.end() for m in cut.finditer(text, 0, maximum + 1) if m.start() <= maximum]
        # A cut in the first quarter would make many small messages.
        if found and found[-1] > maximum / 4:
            return min(found[-1], maximum)
    return maximum


def shorten(title: str, maximum: int) -> str:
    """A button's title in `maximum` characters: without its parenthesis, else cut with « … »."""
    if len(title) <= maximum:
        return title
    # « Saint-Denis (93, Seine-Saint-Denis) » -> « Saint-Denis (93) »
    short = re.sub(r"\s*\((\w+),[^)]*\)$", r" (\1)", title)
    return short if len(short) <= maximum else short[: maximum - 1].rstrip() + "…"
