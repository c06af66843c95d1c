"""No reply is the same twice in a row."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation.parole import Parole
from vte.conversation.redite import empreinte, varier

SAYINGS = [
    ("merci", "remercier", None),
    ("bonjour", "saluer", None),
    ("bravo", "complimenter", None),
    ("nul", "insulter", None),
    ("attends", "patienter", None),
    ("stop", "arreter", None),
    ("répète", "repeter", None),
    ("plus simple", "simplifier", None),
    ("ok", "continuer", None),
    ("annule", "annuler", None),
    ("c'est combien", "faq", "faq/montant"),
    ("c'est sûr ?", "dossier", "dossier/certitude"),
    ("la météo", "hors_sujet", None),
    ("vérifier", "demander_aides", None),
]


@pytest.mark.parametrize(("texte", "intent", "sujet"), SAYINGS, ids=[i for _, i, _ in SAYINGS])
@pytest.mark.parametrize("faits", [{}, {"effectif": 45}, ELIGIBLE], ids=["new", "begun", "judged"])
def test_the_same_message_five_times_never_gets_the_same_reply_twice_in_a_row(
    texte: str, intent: str, sujet: str | None, faits: dict[str, object]
):
    personne = Personne(**faits)
    personne.dit("mes droits ?", "demander_aides", lecture=lue())
    replies = []
    for _ in range(5):
        personne.dit(texte, intent, sujet, lecture=lue())
        replies.append(tuple(personne.textes))
    assert all(a != b for a, b in zip(replies, replies[1:], strict=False)), replies


def test_a_response_that_has_other_words_is_said_in_them():
    (encore,), _ = varier(empreinte([Parole("utter_remercier")]), (Parole("utter_remercier"),))
    assert encore.reponse == "utter_remercier_encore"


def test_one_that_has_none_says_that_it_was_just_said():
    dite = (Parole("utter_faq/montant"),)
    assert varier(empreinte(dite), dite)[0] == (Parole("utter_deja_dit"),)


def test_nothing_of_what_was_said_can_be_read_in_its_digest():
    assert len(empreinte([Parole("utter_note", {"faits": "Oyonnax"})])) == 12
