"""How long pytest takes on a folder of unit tests of `vte`, and until its first tests have run."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass

from bench.turn.sides import Side

FOLDER, FEW = "tests/vte/regles", "tests/vte/regles/test_catalogue.py"


@dataclass(frozen=True)
class Started:
    """Seconds, nothing kept from an earlier run, then again: of a few tests, of the folder."""

    first_few: float
    few: float
    folder: float


def time_tests(side: Side) -> Started:
    """Error: CannotStart, with what pytest said, when a test fails."""
    shutil.rmtree(side.root / ".vte" / "tests", ignore_errors=True)  # a base kept for the tests
    return Started(_seconds(side, FEW), _seconds(side, FEW), _seconds(side, FOLDER))


def _seconds(side: Side, what: str) -> float:
    start = time.monotonic()
    side.python("-m", "pytest", "-p", "no:cacheprovider", what)
    return time.monotonic() - start
