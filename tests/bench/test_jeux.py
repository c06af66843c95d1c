"""The evaluation sets are kept apart from training, and speak of what the assistant knows."""

from __future__ import annotations

from bench.comprehension.faits import mesurer
from bench.comprehension.jeu import LU, NEUF, Phrase, charger
from tests.test_contenu import EXEMPLES
from vte.dossier import CLES

TOUTES = [*charger(LU), *charger(NEUF)]


def test_the_set_is_large_enough():
    lues = charger(LU)
    assert len(lues) >= 800
    assert sum(not p.dans_le_sujet for p in lues) >= 150


def test_no_sentence_was_learnt_nor_stands_in_both_sets():
    apprises = {phrase.casefold() for phrases in EXEMPLES.values() for phrase in phrases}
    textes = [p.texte.casefold() for p in TOUTES if p.question is None]
    assert [t for t in textes if t in apprises] == []
    assert len(textes) == len(set(textes))


def test_every_intent_is_measured():
    assert {p.intent for p in TOUTES} == set(EXEMPLES)


def test_every_expected_fact_is_a_key_of_the_dossier():
    assert all(set(p.faits or {}) | set(p.peut_etre) <= set(CLES) for p in TOUTES)


def test_a_reading_is_right_only_with_every_fact_and_none_too_many():
    juste = Phrase("on est 45 à Oyonnax", "informer", faits={"effectif": 45, "commune": "Oyonnax"})
    manque = Phrase("on est 45", "informer", faits={"effectif": 45, "commune": "Oyonnax"})
    de_trop = Phrase("on est 45 à Oyonnax", "informer", faits={"effectif": 45})
    assert [mesurer([p]).justes for p in (juste, manque, de_trop)] == [1, 0, 0]
