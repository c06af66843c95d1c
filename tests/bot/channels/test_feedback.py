"""What is sent as feedback is checked before anything is looked for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.shared.errors import Malformed, TextRefused
from bot.channels.web.feedback import read
from vte.avis import MOTIFS, TEXTE_MAX, Avis

GOOD: dict[str, Any] = {"about": "verdict", "useful": False}


def test_all_that_the_contract_names_is_read():
    sent = {"about": "m-1.2", "useful": False, "reason": "unclear", "text": " trop\u202e vague "}
    assert read(sent, "s") == Avis("s", "m-1.2", False, "unclear", "trop vague")
    assert read(GOOD | {"useful": True}, "s") == Avis("s", "verdict", True)
    assert {read(GOOD | {"reason": reason}, "s").motif for reason in MOTIFS} == set(MOTIFS)
    assert read(GOOD | {"text": "\u202e "}, "s").texte is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": None},
        {"about": 3},
        {"about": "m-1"},
        {"about": "m 1.2"},
        {"about": "m-1.2222"},
        {"useful": None},
        {"useful": 1},
        {"useful": "true"},
        {"reason": "because"},
        {"reason": ["unclear"]},
        {"text": 3},
    ],
)
def test_what_is_malformed_is_refused(wrong: dict[str, Any]):
    with pytest.raises(Malformed):
        read(GOOD | wrong, "s")


def test_a_text_is_no_longer_than_the_contract_says():
    assert read(GOOD | {"text": "é" * TEXTE_MAX}, "s").texte == "é" * TEXTE_MAX
    with pytest.raises(TextRefused):
        read(GOOD | {"text": "é" * (TEXTE_MAX + 1)}, "s")
