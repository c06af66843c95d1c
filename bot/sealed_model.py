"""Rasa's server unpacks no model but one whose seal holds (vte/seal.py)."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from rasa.engine.storage.local_model_storage import LocalModelStorage

from vte import seal


def install() -> None:
    """From now on, in this process; once. Rasa asks this class alone for the model it serves."""
    unpack = LocalModelStorage.from_model_archive.__func__
    if getattr(unpack, "sealed", False):
        return

    @functools.wraps(unpack)
    def checked(cls: Any, storage_path: Path, model_archive_path: str | Path) -> Any:
        seal.read(Path(model_archive_path))
        return unpack(cls, storage_path, model_archive_path)

    checked.sealed = True  # type: ignore[attr-defined]
    LocalModelStorage.from_model_archive = classmethod(checked)
