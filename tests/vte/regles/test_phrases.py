"""Lint: no figure stands in a sentence by hand; it comes from a barème."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from vte import regles
from vte.regles.catalogue import DOSSIER, courant

REGLES = Path(regles.__file__).parent
FAQ = Path(__file__).parents[3] / "data" / "nlu" / "faq"
# What writes sentences for people; the others speak to those who write barèmes.
FICHIERS = [
    f for f in sorted(REGLES.rglob("*.py")) if f.stem not in ("source", "modele", "located_yaml")
]


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


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(REGLES)))
def test_no_figure_is_written_by_hand_in_a_sentence(fichier: Path):
    assert [c for c in _chaines(fichier) if re.search(r"\d", c) and re.search(r"[a-zé]", c)] == []


def test_every_amount_is_positive_and_every_source_is_a_link_or_a_numbered_text():
    catalogue = courant()
    montants = [m for x in catalogue.dispositifs.values() for b in x.baremes for m in b.montants]
    ecrits = [m.montant for m in montants if m.montant is not None]
    ecrits += [m.autrement.montant for m in montants if m.autrement]
    ecrits += [m.avec.montant for m in montants if m.avec]
    assert ecrits and all(euros > 0 for euros in ecrits)
    for source in catalogue.sources.values():
        assert (
            source.date
            and (source.lien or "").startswith("https://")
            or re.fullmatch(r"(?:décret|loi) n° \d{4}-\d+", source.texte or "")
        )


def test_every_source_is_cited_somewhere():
    ecrits = [f for f in DOSSIER.rglob("*.yaml") if f.name != "sources.yaml"]
    ecrits += FAQ.rglob("*.yml")
    cites = {
        nom
        for f in ecrits
        for groupe in re.findall(r"sources?: *\[?([\w, -]+)", f.read_text(encoding="utf-8"))
        for nom in re.split(r", *", groupe)
    }
    # The lists are kept for the barème of a renewal; the others confirm what a cited one says.
    assert courant().sources.keys() - cites <= {
        "liste-2022-12",
        "liste-2023-11",
        "nord-gouv",
        "ministere-2025",
        "ademe-2022-01",
        "formapro",
        "lopcommerce",
        "mon-entreprise",
    }
