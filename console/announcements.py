"""What the console asks and does of announcements (vte/annonces), in the tracker's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vte import suivi
from vte.annonces import Annonces


@contextmanager
def les_annonces() -> Iterator[Annonces]:
    """Error: SQLAlchemyError, of each call."""
    with suivi.ouvert() as moteur:
        yield Annonces(moteur)
