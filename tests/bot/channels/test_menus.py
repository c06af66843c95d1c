"""Choices as text: what is shown of them, and what chooses one."""

from __future__ import annotations

import pytest

from bot.channels.messengers.common.menus import chosen, menu

CONTRACTS = [{"title": t, "payload": f"/informer{t}"} for t in ("CDI", "CDD", "Apprentissage")]
AFTER = [
    {"title": "Nouvelle simulation", "payload": "/recommencer"},
    {"title": "Modifier", "payload": "/modifier"},
]


def test_a_menu_shows_letters_and_says_how_to_answer():
    assert menu("Quel contrat ?", CONTRACTS).splitlines() == [
        "Quel contrat ?",
        "",
        "A. CDI",
        "B. CDD",
        "C. Apprentissage",
        "",
        "Répondez par une lettre, ou avec vos mots.",
    ]


def test_what_loses_the_answers_has_no_letter():
    assert "- Nouvelle simulation (à écrire en toutes lettres)\nA. Modifier" in menu("", AFTER)
    assert chosen("A", AFTER) == "/modifier" and chosen("B", AFTER) is None
    assert chosen("nouvelle simulation", AFTER) == "/recommencer"


@pytest.mark.parametrize(
    "said",
    ["B", "b", "b.", " B) ", "(b)", "la B", "réponse b", "choix B", "cdd", "CDD.", "« CDD »"],
)
def test_a_letter_or_the_words_choose(said: str):
    assert chosen(said, CONTRACTS) == "/informerCDD"


@pytest.mark.parametrize(
    "said", ["2", "2.", "02", "1)", "2️⃣", "²", "deux", "d", "z", "un CDD de 2 mois", "", "?"]
)
def test_a_number_never_chooses_nor_does_anything_else(said: str):
    assert chosen(said, CONTRACTS) is None
