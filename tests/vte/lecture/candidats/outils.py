"""What a test asks of the candidates of a text."""

from __future__ import annotations

from typing import Any

from vte.lecture.candidats import Candidat, chercher


def valeurs(texte: str, role: str, question: str | None = None) -> list[Any]:
    """What `texte` could hold in `role`, in the order of the text."""
    return [c.valeurs[role] for c in chercher(texte, question) if role in c.valeurs]


def natures(texte: str, nature: str, question: str | None = None) -> list[Candidat]:
    """The candidates of a kind."""
    return [c for c in chercher(texte, question) if c.nature == nature]
