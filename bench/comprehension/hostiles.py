"""Texts of a thousand characters that could make a regular expression or a search explode."""

from __future__ import annotations

LONGS = (
    "à " * 500,
    "1" * 1000,
    "un " * 333,
    "bac+" * 250,
    "Saint-" * 166,
    "il a un BTS et prépare une licence, " * 27,
    "12/12/2021 " * 90,
    "entre " * 166,
    "\u202e" * 1000,
    "é" * 1000,
    "à Lyon " * 142,
    "dans le Lot " * 83,
    "<b>Lyon</b>" * 90,
    "a oyonax " * 111,
)
