"""The cascade: the encoder runs where the quick model is not sure, or where it is not enough."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from vte.lecture.candidats import chercher
from vte.lecture.roles import lecteur

SURE = "on est 45 salariés"


@pytest.fixture
def lus_a_fond(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the encoder was given."""
    module: Any = sys.modules["vte.lecture.roles.lecteur"]  # the package has a function so named
    lus: list[str] = []
    vrai = module._a_fond
    monkeypatch.setattr(module, "_a_fond", lambda texte, *a: lus.append(texte) or vrai(texte, *a))
    return lus


def juger(texte: str, question: str | None, **choix: Any) -> dict[str, float]:
    """The probability of each role, of any candidate."""
    juges, _ = lecteur().juger(texte, question, chercher(texte, question), **choix)
    return {role: p for juge in juges for role, p in juge.roles.items()}


def test_where_the_quick_model_is_sure_the_encoder_does_not_run(lus_a_fond: list[str]):
    assert juger(SURE, "effectif")["effectif"] > 0.9 and lus_a_fond == []


def test_a_short_message_that_says_who_writes_is_read_by_both(lus_a_fond: list[str]):
    """« Je suis le patron » was a candidate, all too surely: so begin most candidates."""
    juger("je suis le patron", None)
    assert lus_a_fond == ["je suis le patron"]


def test_the_quick_model_is_read_alone_where_any_sureness_is_enough(
    lus_a_fond: list[str], monkeypatch: pytest.MonkeyPatch
):
    """So its cost is measured (bench/lecture/cout.py), on short messages too."""
    monkeypatch.setattr(sys.modules["vte.lecture.roles.lecteur"], "SUR", 0)
    juger("je suis le patron", None)
    assert lus_a_fond == []


def test_what_would_replace_a_known_fact_is_read_by_both(lus_a_fond: list[str]):
    assert juger(SURE, "effectif", connus=["effectif"])["effectif"] > 0.9
    assert lus_a_fond == [SURE]


def test_another_key_that_is_known_changes_nothing(lus_a_fond: list[str]):
    juger(SURE, "effectif", connus=["commune", "contrat"])
    assert lus_a_fond == []


def test_thousands_of_sentences_are_read_without_the_encoder(lus_a_fond: list[str]):
    juger("peut-être une alternance ou alors un stage, on verra bien", None, vite=True)
    assert lus_a_fond == []
