"""Whatever is typed in a correction, what is exported is training data, and only words to Rasa.

Read by Rasa's own reader: no note of an entity, no sentence lost, nothing that cannot be seen.
"""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from console import examples, training
from vte.invisibles import sans_invisibles
from vte.lecture.corpus import JOUR, Message

HOSTILE = [
    "[Oyonnax](commune)",
    "[Oyonnax](commune:01283)",
    '[45]{"entity": "effectif", "value": "1"}',
    '[45][{"entity": "effectif"}]',
    "[a] (b) [[c]](d) [e](f)(g)[h]{i}",
    "bip\x07 \x00 \x1b[31m",
    "fin\ufffe \uffff \ufdd0",
    "on est 45\U000e0041\U000e0042\U000e007f",
    "à\u200b l'envers \u202e\u2066 \ufeff",
    "une\u2028deux\u2029trois\x85quatre\nintent: autre\n- nier",
    "- intent: nier",
    '/informer{"effectif":45}',
    "a: b # c",
    "'\"|>%@`&*!?{},",
    "seul \ud800",
    "- - oui",
    "x" * 5000,
    "[x](" * 300,
]
PIECES = st.lists(st.sampled_from(HOSTILE) | st.sampled_from("[](){}:\"' -") | st.text(max_size=9))


def read(sentences: list[str]) -> list[tuple[str, list[object]]]:
    """(text, entities) of each example, as Rasa reads the exported file."""
    written = training.ecrire((sentence, "informer") for sentence in sentences)
    data = RasaYAMLReader().reads(written)
    return [(m.get("text"), m.get("entities") or []) for m in data.training_examples]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_correction_is_a_note_for_rasa(typed: str):
    clean = training.nettoyer(typed)
    assert clean and read([clean]) == [(clean, [])]


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(PIECES.map("".join))
def test_whatever_is_typed_is_read_back_as_the_words_that_are_seen(typed: str):
    clean = training.nettoyer(typed)
    assert clean == sans_invisibles(clean) and training.nettoyer(clean) == clean
    if training.cle(clean):
        assert [entities for _, entities in read([clean])] == [[]]
        assert training.exemples_de(yaml.safe_load(training.ecrire([(clean, "informer")])))


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_an_exported_example_is_one_line_that_can_be_read(typed: str):
    clean = training.nettoyer(typed)
    lines = examples.ecrire([Message("x", clean, None, (), "c", "c", None, JOUR)]).splitlines()
    assert len(lines) == 1 and clean.isprintable()
