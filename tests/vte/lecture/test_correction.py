"""Words that say that what was said before was wrong."""

from __future__ import annotations

import pytest

from vte.lecture.correction import se_corrige


@pytest.mark.parametrize(
    "texte",
    [
        "non, 45",
        "enfin non, on est une ETI",
        "finalement ce sera Albi",
        "je me suis trompée, 18 mois",
    ],
)
def test_a_message_may_correct_what_was_said(texte: str):
    assert se_corrige(texte)


@pytest.mark.parametrize("texte", ["enfin un CDI", "on est une ETI", "il n'a pas de nom", "Nancy"])
def test_another_word_corrects_nothing(texte: str):
    assert not se_corrige(texte)
