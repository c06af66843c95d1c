"""The cascade: the encoder runs where the quick model is not sure, or where it is not enough."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from vte.lecture import lire

SURE = "on est 45 salariés"


@pytest.fixture
def lus_a_fond(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the encoder was given."""
    module: Any = sys.modules["vte.lecture.roles.lecteur"]  # the package has a function so named
    lus: list[str] = []
    vrai = module._a_fond
    monkeypatch.setattr(module, "_a_fond", lambda texte, *a: lus.append(texte) or vrai(texte, *a))
    return lus


def test_where_the_quick_model_is_sure_the_encoder_does_not_run(lus_a_fond: list[str]):
    assert lire(SURE, "effectif").faits == {"effectif": 45} and lus_a_fond == []


def test_what_would_replace_a_known_fact_is_read_by_both(lus_a_fond: list[str]):
    assert lire(SURE, "contrat", connus=["effectif"]).faits["effectif"] == 45
    assert lus_a_fond == [SURE]


def test_another_key_that_is_known_changes_nothing(lus_a_fond: list[str]):
    lire(SURE, "effectif", connus=["commune", "contrat"])
    assert lus_a_fond == []


def test_thousands_of_sentences_are_read_without_the_encoder(lus_a_fond: list[str]):
    lire("peut-être une alternance ou alors un stage, on verra bien", vite=True)
    assert lus_a_fond == []
