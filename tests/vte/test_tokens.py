"""Words from spaCy, one text at a time where a person waits, many at a time to train."""

from __future__ import annotations

from vte.tokens import tokens, tokens_of

TEXTES = ["On est 45 à Oyonnax.", "", "j'ai eu mon BTS\nen 2019 😅", "recrutons apprenti"]


def test_many_texts_at_once_have_the_words_that_each_has_alone():
    assert list(tokens_of(TEXTES)) == [tokens(texte) for texte in TEXTES]


def test_a_word_knows_its_lemma_its_form_and_where_it_stands():
    mot = tokens("nous embauchons")[1]
    assert (mot.lemma, mot.pos, mot.start, mot.end) == ("embaucher", "VERB", 5, 15)
    assert "Person=1" in mot.morph
