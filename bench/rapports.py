"""What the reports say alike."""

from __future__ import annotations


def dire(atteint: bool) -> str:
    """Whether a figure asked for was reached, in a cell of a Markdown table."""
    return "reached" if atteint else "**not reached**"
