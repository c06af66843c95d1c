"""Folders that are their owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = 0o700
PROJECT = Path(__file__).parents[1] / ".vte"  # keys, databases, logs


def own_folder(folder: Path) -> None:
    """Made where it is absent, for its owner alone; the project's own is so whoever made it.

    Another one that is there keeps its rights: `/var/lib` is not ours to close.
    """
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(FOLDER)
    elif folder.resolve() == PROJECT and folder.stat().st_uid == os.getuid():
        folder.chmod(FOLDER)
