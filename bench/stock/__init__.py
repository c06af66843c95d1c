"""Rasa as it is installed, to measure beside."""

from __future__ import annotations

import sys
from pathlib import Path


def rasa() -> str:
    """Rasa's own command, of this very environment."""
    return str(Path(sys.executable).with_name("rasa"))
