"""What a host page says of a recruitment, in the widget's own words, is read as it was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vte.lecture import lire

WORDS = Path(__file__).parents[3] / "widget" / "saisie.js"
DIPLOMAS = {
    "CAP": -1,
    "bac": 0,
    "BTS": 2,
    "DUT": 2,
    "BUT": 3,
    "licence": 3,
    "licence pro": 3,
    "maîtrise": 4,
    "master": 5,
    "diplôme d'ingénieur": 5,
    "doctorat": 8,
}
CONTRACTS = ("CDI", "CDD", "alternance", "apprentissage", "contrat de professionnalisation")


def said(name: str, value: str) -> str:
    """As the widget says this attribute."""
    label = re.search(rf'^\t{name}: "(.+)",$', WORDS.read_text(encoding="utf-8"), re.M)
    assert label is not None
    return f"{label.group(1)}\u00a0: {value}."


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("diploma", DIPLOMAS)
def test_a_diploma_that_the_page_knows_is_one_that_is_held(diploma: str, contract: str):
    about = (("commune", "Oyonnax"), ("effectif", "45"), ("contrat", contract))
    read = lire(" ".join(said(*fact) for fact in (*about, ("diplome", diploma))), None)
    assert read.faits["niveau_obtenu"] == DIPLOMAS[diploma]
    assert "niveau_prepare" not in read.faits and not read.doutes
