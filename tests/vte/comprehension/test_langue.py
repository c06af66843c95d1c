"""In which other language a refused message is."""

from __future__ import annotations

import pytest

from vte.comprehension.langue import autre_langue


@pytest.mark.parametrize(
    ("texte", "langue"),
    [
        ("Could you tell me whether a British company may apply?", "en"),
        ("¿Dónde puedo encontrar el formulario de solicitud?", "es"),
        ("Wo finde ich das Formular für meinen Antrag?", "de"),
        ("Dove posso trovare il modulo della domanda?", "it"),
        ("أين أجد استمارة الطلب من فضلكم", "ar"),
    ],
)
def test_five_languages_are_told(texte: str, langue: str):
    assert autre_langue(texte) == langue


@pytest.mark.parametrize(
    "texte",
    [
        "vous faites quoi comme business ?",
        "c'est le week-end, je suis off",
        "merci beaucoup amigo",
        "stop",
        "azertyuiop",
        "<script>alert(1)</script>",
        "SELECT * FROM clients WHERE ville = 'Flers';",
        "",
        "Onde posso encontrar o formulário do pedido?",
    ],
)
def test_french_with_borrowed_words_a_word_alone_and_other_languages_are_left(texte: str):
    assert autre_langue(texte) is None
