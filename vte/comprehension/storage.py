"""The trained linear model as a file: arrays of numbers and of text, no code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from vte.comprehension.features import blocks
from vte.comprehension.margins import Block, Computed, Counted, Margins, readers
from vte.comprehension.vectors import Array

FILE = "modele.npz"
_SPARSE = ("data", "indices", "indptr")


def write(folder: Path, margins: Margins) -> None:
    """Not compressed: Rasa compresses the whole model, and a worker reads it at its start."""
    arrays: dict[str, Any] = {"classes": np.array(margins.classes), "bias": margins.bias}
    for name, block in margins.blocks.items():
        if isinstance(block, Counted):
            features = sorted(block.rank, key=block.rank.__getitem__)
            arrays[f"{name}.features"] = _bytes(features)
            arrays[f"{name}.idf"] = block.idf
            arrays |= {f"{name}.{part}": getattr(block.weights, part) for part in _SPARSE}
        else:
            arrays[f"{name}.weights"] = block.weights
    np.savez(folder / FILE, **arrays)


def read(folder: Path) -> Margins:
    """What `write` wrote; what cuts a text up is `features.blocks`, of this version of the code."""
    with np.load(folder / FILE, allow_pickle=False) as stored:
        classes = tuple(str(c) for c in stored["classes"])
        found = {
            name: _block(name, reader, stored, len(classes))
            for name, reader in readers(blocks()).items()
        }
        return Margins(classes, stored["bias"], found)


def _block(name: str, reader: Any, stored: Any, classes: int) -> Block:
    if f"{name}.weights" in stored:
        return Computed(reader, stored[f"{name}.weights"])
    features = json.loads(stored[f"{name}.features"].tobytes())
    margins = 1 if classes == 2 else classes  # of two classes, scikit-learn keeps one margin
    weights = csr_matrix(
        tuple(stored[f"{name}.{part}"] for part in _SPARSE), shape=(len(features), margins)
    )
    rank = {feature: place for place, feature in enumerate(features)}
    return Counted(reader, rank, stored[f"{name}.idf"], weights)


def _bytes(texts: list[str]) -> Array:
    """Read-only, as numbers: an array of texts would give each the length of the longest."""
    return np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), dtype=np.uint8)
