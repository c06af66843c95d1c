"""What the reports say and reckon alike."""

from __future__ import annotations

import statistics


def dire(atteint: bool) -> str:
    """Whether a figure asked for was reached, in a cell of a Markdown table."""
    return "reached" if atteint else "**not reached**"


def p95(durees: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(durees, n=20)[-1]
