"""The question of a message of several sentences."""

from __future__ import annotations

import pytest

from vte.comprehension.asked import asked


@pytest.mark.parametrize(
    ("texte", "question"),
    [
        (
            "Mon associé va être insupportable. Combien avons-nous raté ?",
            "Combien avons-nous raté ?",
        ),
        (
            "Vous êtes sûr ? C'est bête. Rappelez-moi la limite exacte",
            "Rappelez-moi la limite exacte",
        ),
        ("C'est quoi le délai ? Merci d'avance à vous", "C'est quoi le délai ?"),
    ],
)
def test_it_is_the_last_sentence_that_asks(texte: str, question: str):
    assert asked(texte) == question


@pytest.mark.parametrize("texte", ["C'est combien ?", "On est 45. À Oyonnax.", "Ah bon ? Merci."])
def test_there_is_none_in_one_sentence_nor_where_nothing_is_asked(texte: str):
    assert asked(texte) is None
