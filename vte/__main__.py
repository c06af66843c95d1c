"""`python -m vte`: the command `vte`, where it is not installed as one (an image, a unit)."""

from __future__ import annotations

from vte.cli import principal

if __name__ == "__main__":
    principal()
