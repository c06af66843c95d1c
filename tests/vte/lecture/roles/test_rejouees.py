"""Marked messages are learnt once more: while a question is open, and in another year."""

from __future__ import annotations

from vte.lecture.corpus import JOUR, Marque, Message, messages
from vte.lecture.roles.rejouees import bribes, plus_tard, qui_parle, rejouer


def test_an_opening_says_the_same_whatever_was_asked():
    lus = {m.id: m for m in messages()}
    posees = [m for m in rejouer(lus.values()) if m.id.endswith("?")]
    assert len(posees) > 500 and all(m.question for m in posees)
    for m in posees:
        ouverture = lus[m.id.removesuffix("?")]
        assert ouverture.question is None and m.marques == ouverture.marques


def test_a_message_moves_with_its_day_to_another_year():
    texte = "diplômé en 2019, il commence le 1er septembre 2021, loi de 1901"
    marques = (Marque(11, 15, "date_diplome", "2019"), Marque(29, 48, "date_debut", "2021-09-01"))
    m = plus_tard(Message("x", texte, None, marques, "a"), 5)
    assert m.texte == "diplômé en 2024, il commence le 1er septembre 2026, loi de 1901"
    assert [marque.valeur for marque in m.marques] == ["2024", "2026-09-01"]
    assert m.jour == "2026-06-15" and m.auteur == "a"


def test_no_weekday_moves_to_another_year():
    """« Lundi prochain » is not the same day of June in 2021 and in 2026."""
    plus_tard = [m for m in rejouer(messages()) if m.jour != JOUR and "+" in m.id]
    assert len(plus_tard) > 300
    assert not any("lundi" in m.texte.lower() for m in plus_tard)


def test_what_says_a_fact_in_a_sentence_says_it_alone_in_answer_to_its_question():
    marques = (Marque(0, 5, "profil", "entreprise"), Marque(13, 15, "effectif", 45))
    (bribe,) = bribes(Message("x", "notre boîte, 45 à Lyon", None, marques, "a"))
    assert (bribe.texte, bribe.question, bribe.auteur) == ("45", "effectif", "a")
    assert bribe.faits == {"effectif": 45}


def test_the_same_messages_are_chosen_each_time():
    ids = [m.id for m in rejouer(messages())]
    assert ids == [m.id for m in rejouer(messages())] and len(set(ids)) == len(ids)


def test_what_says_who_writes_says_it_alone_out_of_the_blue():
    marques = (Marque(0, 12, "profil", "entreprise"), Marque(14, 16, "effectif", 45))
    (bribe,) = qui_parle(Message("x", "notre garage, 45 à Lyon", None, marques, "a"))
    assert (bribe.texte, bribe.question, bribe.auteur) == ("notre garage", None, "a")
    assert bribe.faits == {"profil": "entreprise"}
