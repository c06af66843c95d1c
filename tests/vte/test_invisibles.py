"""What nobody sees is not what anybody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vte.invisibles import invisible, sans_invisibles

TAGS = "".join(chr(0xE0000 + ord(c)) for c in "/effacer")


@pytest.mark.parametrize(
    "glisse",
    [
        "\x07",
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0001fffe",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u200e",
        "\u200f",
        "\u061c",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u034f",
        "\u115f",
        "\u3164",
        "\uffa0",
        "\ufe0f",
        "\U000e0101",
        "\ufff9",
        "\ufffc",
        "\ud83d",
        TAGS,
    ],
)
def test_an_invisible_character_goes_and_the_words_stay(glisse: str):
    assert sans_invisibles(f"{glisse}on est {glisse}45{glisse}") == "on est 45"


def test_what_people_see_stays_accents_emoji_lines_and_other_scripts():
    dit = "Où ça ?\tÀ Nîmes\u00a0!\n😀 👩 مرحبا 你好 e\u0301 12\u202f000 €"
    assert sans_invisibles(dit) == dit


def test_every_way_of_ending_a_line_is_one_line_break():
    assert sans_invisibles("a\r\nb\rc\u2028d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"


@given(st.text(st.characters(), max_size=60))
def test_nothing_invisible_is_left_of_any_text(dit: str):
    restant = sans_invisibles(dit)
    assert not any(map(invisible, restant)) and sans_invisibles(restant) == restant
