"""Words that tell who writes, as classes: what they say is learnt, not written here."""

from __future__ import annotations

from vte.lecture.roles.qui import suites


def classes(*mots: str) -> set[str]:
    return {suite.removeprefix("qui=") for suite in suites(mots)}


def test_other_words_of_the_same_classes_give_the_same_clues():
    assert classes("je", "suis", "le", "patron") == classes("moi", "suis", "gerante")


def test_the_order_of_the_classes_is_a_clue():
    assert "mon patron" in classes("mon", "patron") and "je patron" in classes("je", "patron")


def test_words_of_no_class_give_none():
    assert classes("la", "tempete") == {"<", ">", "< >"}
