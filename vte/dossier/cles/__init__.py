"""The keys of the dossier (CONTRACT, section 1), one file each: a file here is a key."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from vte.dossier.cle import Cle


def trouver() -> Iterator[Cle]:
    """The key of each file of this folder, in no order of theirs (vte/dossier/dossier.py)."""
    for module in iter_modules(__path__):
        cle: Cle = import_module(f"{__name__}.{module.name}").CLE
        yield cle
