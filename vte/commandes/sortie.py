"""Écrire pour une personne, ou une ligne de JSON pour un programme."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console

console = Console()


def ecrire(objet: Any) -> None:
    print(json.dumps(objet, ensure_ascii=False), flush=True)
