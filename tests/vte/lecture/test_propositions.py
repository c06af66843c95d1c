"""A clause says by itself what a remark or a question beside it makes doubtful."""

from __future__ import annotations

from typing import Any

import pytest

from vte import horloge
from vte.lecture import lire
from vte.lecture.propositions import propositions

CONNUS: dict[str, Any] = {"contrat": "apprentissage"}


def vraisemblable(texte: str, question: str, connus: dict[str, Any]) -> dict[str, Any]:
    with horloge.au("2026-11-28"):
        lue = lire(texte, question, connus=connus)
    dites = {m.cle: m.valeur for m in (*lue.doutes, *lue.mentions)}
    return {c: v["nom"] if c == "commune" else v for c, v in dites.items()}


@pytest.mark.parametrize(
    ("texte", "cle", "valeur"),
    [
        ("75 personnes à l'époque. Aujourd'hui 82, mais c'est 2022 qui compte", "effectif", 75),
        ("Effectif 175. Je ne retrouve pas l'année, c'est embêtant ?", "effectif", 175),
        (
            "le poste est à Toulouse, Figeac c'est seulement le siège, c'est bon ?",
            "commune",
            "Toulouse",
        ),
        ("Il a un BUT, bac+3 donc, et prépare le diplôme d'ingénieur", "niveau_obtenu", 3),
    ],
)
def test_what_one_clause_says_is_likely(texte: str, cle: str, valeur: Any):
    assert vraisemblable(texte, "niveau_prepare", CONNUS).get(cle) == valeur


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("mon cousin a un master, moi rien. C'est grave ?", "niveau_obtenu"),
        ("avant on était 300. Je ne sais plus trop, c'est grave ?", "effectif"),
        ("le siège est à Lyon. Qu'est-ce que ça change ?", "commune"),
    ],
)
def test_a_clause_about_another_thing_says_nothing(texte: str, cle: str):
    assert cle not in vraisemblable(texte, "duree_mois", CONNUS)


def test_a_message_of_one_clause_is_read_once():
    assert not list(propositions("on est 45 à Oyonnax"))


def test_a_question_is_no_clause_that_states():
    texte = "Et à Vitré ? On est 45."
    assert [texte[a:b].strip() for a, b in propositions(texte)] == ["On est 45."]
