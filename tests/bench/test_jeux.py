"""The evaluation sets are kept apart from training, and speak of what the assistant knows."""

from __future__ import annotations

from bench.comprehension.faits import mesurer
from bench.comprehension.jeu import LU, NEUF, Phrase, charger
from bench.questions.jeux import JEUX
from bench.questions.jeux import charger as messages_de
from tests.test_contenu import EXEMPLES
from vte.dossier import CLES

LONGUES = 2  # words; shorter ones are what anybody would say
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


def test_every_intent_is_measured_on_our_own_sentences_or_on_other_people_s():
    autres = {nom for jeu in JEUX for m in messages_de(jeu) for nom in m.justes}
    mesures = {p.intent for p in TOUTES} | autres
    assert set(EXEMPLES) <= mesures


def test_nothing_that_other_people_wrote_to_measure_was_learnt():
    apprises = {phrase.casefold() for phrases in EXEMPLES.values() for phrase in phrases}
    textes = [m.texte for jeu in JEUX for m in messages_de(jeu) if len(m.texte.split()) > LONGUES]
    assert [t for t in textes if t.casefold() in apprises] == []


def test_every_subject_and_act_of_the_corpus_has_a_right_reading_that_exists():
    noms = {nom for jeu in JEUX for m in messages_de(jeu) for nom in m.justes}
    assert noms - {"nlu_fallback"} <= set(EXEMPLES)


def test_every_expected_fact_is_a_key_of_the_dossier():
    assert all(set(p.faits or {}) | set(p.peut_etre) <= set(CLES) for p in TOUTES)


def test_a_reading_is_right_only_with_every_fact_and_none_too_many():
    juste = Phrase("on est 45 à Oyonnax", "informer", faits={"effectif": 45, "commune": "Oyonnax"})
    manque = Phrase("on est 45", "informer", faits={"effectif": 45, "commune": "Oyonnax"})
    de_trop = Phrase("on est 45 à Oyonnax", "informer", faits={"effectif": 45})
    assert [mesurer([p]).justes for p in (juste, manque, de_trop)] == [1, 0, 0]
