"""Lint: no figure stands in a sentence by hand; it comes from a barème."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from vte.regles.catalogue import DOSSIER, courant

# What writes sentences for people; the others speak to those who write barèmes.
FICHIERS = [f for f in sorted(DOSSIER.glob("*.py")) if f.stem not in ("bareme", "located_yaml")]


def _chaines(fichier: Path) -> list[str]:
    """The string literals of a file, docstrings left out."""
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    docs = {
        id(n.body[0].value)
        for n in ast.walk(arbre)
        if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)
        and n.body
        and isinstance(n.body[0], ast.Expr)
    }
    return [
        n.value
        for n in ast.walk(arbre)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.name)
def test_no_figure_is_written_by_hand_in_a_sentence(fichier: Path):
    assert [c for c in _chaines(fichier) if re.search(r"\d", c)] == []


def test_every_amount_is_positive_and_every_source_is_a_link_or_a_numbered_text():
    catalogue = courant()
    montants = [a.montant for b in catalogue.baremes for a in b.aides] + [
        m.montant for a in catalogue.aides.values() for m in a.montants if m.montant is not None
    ]
    assert montants and all(m > 0 for m in montants if m is not None)
    for source in catalogue.sources.values():
        assert (
            source.date
            and (source.lien or "").startswith("https://")
            or re.fullmatch(r"(?:décret|loi) n° \d{4}-\d+", source.texte or "")
        )


def test_every_source_is_cited_somewhere():
    textes = "".join(
        f.read_text(encoding="utf-8")
        for f in (*(DOSSIER / "baremes").glob("*.yaml"), *(DOSSIER / "aides").glob("*.yaml"))
    )
    inutiles = [nom for nom in courant().sources if nom not in textes]
    # The lists are kept for the barème of a renewal; the nomenclature is cited by the FAQ.
    assert inutiles == ["liste-2022-12", "liste-2023-11", "nomenclature-2019"]
