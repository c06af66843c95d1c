"""Writes for a person, or one line of JSON for a program."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console

console = Console()


def write_json(value: Any) -> None:
    """One line of JSON on standard output, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
