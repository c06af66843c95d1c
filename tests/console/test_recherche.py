"""Full-text search: the same answers on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from console.models import Conversation
from console.search import chercher
from tests.console.evenements import Suivi, bot, dit, ouverture

PHRASES = {
    "a": ["Je cherche une alternance à Saint-Étienne", "un master d'informatique"],
    "b": ["l'alternance, ça paye ?", "quel est l'âge limite"],
    "c": ["on recrute 45 personnes à l'été", "C'est noté : bac+2"],
    "d": ["« Où êtes-vous ? »", "; DROP TABLE console_tour; --"],
}


@pytest.fixture(autouse=True)
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    for qui, phrases in PHRASES.items():
        suivi.ecrire(
            [
                *ouverture(),
                *(e for p in phrases for e in (dit(p), bot("Une réponse avec maternité dedans"))),
            ],
            qui,
        )
    projeter()


@pytest.mark.parametrize(
    ("demande", "trouvees"),
    [
        ("alternance", "ab"),
        ("ALTERNANCE", "ab"),
        ("altern", "ab"),
        ("etienne", "a"),
        ("Saint-Étienne", "a"),
        ("alternance master", "a"),
        ("alternance 45", ""),
        ("été", "cd"),
        ("ete", "cd"),
        ("bac+2 été", "c"),
        ("age", "b"),
        ('"quel est l\'âge"', "b"),
        ('"est quel"', ""),
        ("bac+2", "c"),
        ("45", "c"),
        ("ou etes", "d"),
        ("drop table", "d"),
        ("maternité", ""),
        ("", ""),
        ("?!", ""),
        ('"', ""),
        ("* OR a", ""),
        ("NOT alternance", ""),
        ("'", ""),
        ("alternance)", "ab"),
        ("(alternance", "ab"),
        ('"alternance', "ab"),
        ("a:b", ""),
        ("& | !", ""),
        ("%", ""),
        ("\x00alternance", "ab"),
    ],
)
def test_every_word_must_have_been_said_by_the_person(demande: str, trouvees: str):
    assert (
        "".join(
            sorted(chercher(Conversation.objects.all(), demande).values_list("personne", flat=True))
        )
        == trouvees
    )


def test_what_a_conversation_goes_on_with_is_found_too(suivi: Suivi, projeter: Callable[..., int]):
    suivi.ecrire([dit("finalement un apprenti")], "a")
    projeter()
    assert chercher(Conversation.objects.all(), "finalement alternance").get().personne == "a"
