"""Answers within a platform's limits: texts cut, titles shortened."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CUTS = (
    re.compile(r"\n+"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"(?<=[;,:])\s+"),
    re.compile(r"\s+"),
)
# « Saint-Denis (93, Seine-Saint-Denis) »
_DEPARTMENT = re.compile(r"\s*\((\w+),[^)]*\)$")


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
    """A button's title in `maximum` characters: without its parenthesis, else cut with « … ».

    What tells homonyms apart is kept: « Saint-Martin-du-Mont (01, Ain) » is « Saint-Martin… (01) ».
    """
    if len(title) <= maximum:
        return title
    found = _DEPARTMENT.search(title)
    if found is None:
        return _cut(title, maximum)
    tail = f" ({found[1]})"
    return _cut(title[: found.start()], maximum - len(tail)) + tail


def titles(whole: Sequence[str], maximum: int) -> list[str]:
    """Those of one menu, each in `maximum` characters: no two of them are equal."""
    taken: list[str] = []
    for title in whole:
        short, place = shorten(title, maximum), 1
        while short in taken:
            place += 1
            short = _cut(title, maximum - len(f" {place}")) + f" {place}"
        taken.append(short)
    return taken


def _cut(text: str, maximum: int) -> str:
    return text if len(text) <= maximum else text[: maximum - 1].rstrip(" -") + "…"
