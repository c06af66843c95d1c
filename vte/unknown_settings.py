"""Variables that look like settings and are none: misspelt, or of a version before this one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

# Those that older versions had, and what becomes of what they named.
FORMER = {
    "VTE_JOURNAL_URL": "n'est plus un réglage\u00a0: ce que cette base gardait est dans celle de "
    "VTE_SUIVI\u00a0; «\u00a0vte donnees migrer --journal URL\u00a0» l'y apporte."
}
_OURS, _OF_TESTS = "VTE_", "VTE_TEST_"  # what the tests ask of the machine is no setting


def is_unknown(name: str, known: Collection[str]) -> bool:
    """True for a variable of ours that is none of these settings."""
    return name.startswith(_OURS) and not name.startswith(_OF_TESTS) and name not in known


def told(name: str, known: Collection[str]) -> str:
    """A line that says so, with what it was meant for."""
    if name in FORMER:
        return f"{name} {FORMER[name]}"
    near = get_close_matches(name, known, 1)
    hint = f"\u00a0; vouliez-vous dire {near[0]}\u00a0?" if near else "."
    return f"{name} n'est pas un réglage de l'assistant\u00a0: elle est ignorée{hint}"
