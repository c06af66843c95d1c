"""What the classifier reads besides words: families of words, and words the subject never uses."""

from __future__ import annotations

import pytest

from vte.comprehension import concepts, vocabulary
from vte.texte import aplatir


@pytest.mark.parametrize(
    ("texte", "famille"),
    [
        ("Combien touche-t-on ?", "montant"),
        ("mon interco en fait partie", "epci"),
        ("où se trouve la cartothèque", "carte"),
        ("il démissionne", "rupture"),
        ("effacez tout", "effacer"),
        ("une RQTH", "handicap"),
        ("quel âge", "age"),
        ("un conseiller svp", "humain"),
    ],
)
def test_a_family_is_found_whatever_its_word(texte: str, famille: str):
    assert famille in concepts.concepts(aplatir(texte))


def test_a_family_is_searched_at_the_start_of_words_only():
    assert "age" not in concepts.concepts(aplatir("un stage, un page, l'étage"))


def test_families_come_with_their_pairs():
    assert set(concepts.with_pairs("combien d'euros pour un apprenti")) > {
        "montant",
        "alternance",
        "montant+alternance",
    }


CONNUS = vocabulary.count([["aide", "montant"], ["aide", "apprenti"], ["apprenti", "diplome"]])


def test_words_the_subject_never_uses_are_counted():
    assert vocabulary.unknown_words(["combien", "peser", "elephant"], CONNUS) == [
        "INCONNUS_1",
        "INCONNUS_2",
        "INCONNUS_TOUS",
    ]
    assert vocabulary.unknown_words(["montant", "aide"], CONNUS) == []


def test_a_sentence_that_was_counted_does_not_make_its_own_words_known():
    assert vocabulary.unknown_words(["montant"], CONNUS, elsewhere=2) == [
        "INCONNUS_1",
        "INCONNUS_TOUS",
    ]
    assert vocabulary.unknown_words(["apprenti"], CONNUS, elsewhere=2) == []
