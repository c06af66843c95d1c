"""What a host page says of a recruitment, in the widget's own words, is read as it was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vte.lecture import lire

WORDS = Path(__file__).parents[3] / "widget" / "connu.js"
DIPLOMAS = ("CAP", "bac", "BTS", "BUT", "licence", "licence pro", "master")
CONTRACTS = ("CDI", "CDD", "apprentissage", "contrat de professionnalisation")


def said(name: str, value: str) -> str:
    """As the widget says this attribute."""
    label = re.search(rf'^\t{name}: "(.+)",$', WORDS.read_text(encoding="utf-8"), re.M)
    assert label is not None
    return f"{label.group(1)}{value}.".replace("\\u00a0", "\u00a0")


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("diploma", DIPLOMAS)
def test_a_diploma_that_the_page_knows_is_one_that_is_held(diploma: str, contract: str):
    about = (("commune", "Oyonnax"), ("effectif", "45"), ("contrat", contract))
    read = lire(" ".join(said(*fact) for fact in (*about, ("diplome", diploma))), None)
    keys = {m.cle for m in read.mentions}
    assert "niveau_obtenu" in keys and "niveau_prepare" not in keys
