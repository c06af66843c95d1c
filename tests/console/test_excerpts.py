"""A search shows where its words were said: the message, its words marked, the way to its turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from console.excerpts import joindre_les_extraits
from console.models import Conversation
from tests.console.conftest import texte
from tests.console.evenements import Suivi, bot, dit, ouverture

PHRASES = (
    "Bonjour, j'ai une question",
    "Je cherche une alternance à Saint-Étienne pour l'été prochain",
    "<script>alert(1)</script> un master",
    "l'alternance, ça paye ?",
)


@pytest.fixture(autouse=True)
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    suivi.ecrire([*ouverture(), *(e for p in PHRASES for e in (dit(p), bot("Une alternance ?")))])
    projeter()


def extraits(demande: str) -> list[tuple[int, list[str]]]:
    """Of each excerpt: its turn, and what is marked."""
    conversation = Conversation.objects.get()
    joindre_les_extraits([conversation], demande)
    return [(e.tour.rang, [dit for dit, oui in e.morceaux if oui]) for e in conversation.extraits]


@pytest.mark.parametrize(
    ("demande", "trouves"),
    [
        ("altern", [(2, ["alternance"])]),
        ("ETIENNE", [(2, ["Étienne"])]),
        ("été saint", [(2, ["Saint", "été"])]),
        ('"saint etienne"', [(2, ["Saint-Étienne"])]),
        ("question paye", [(1, ["question"]), (4, ["paye"])]),
        ("alternance paye", [(2, ["alternance"]), (4, ["alternance", "paye"])]),
        ("une", [(1, ["une"])]),
        ('"altern"', []),
        ("", []),
        ("?!", []),
        ("absent", []),
    ],
)
def test_the_words_are_marked_in_the_message_that_has_them(
    demande: str, trouves: list[tuple[int, list[str]]]
):
    assert extraits(demande) == trouves


def test_a_long_message_is_shown_around_the_words(suivi: Suivi, projeter: Callable[..., int]):
    Conversation.objects.all().delete()
    suivi.ecrire([*ouverture(), dit("avant " * 60 + "le mot pangolin ici" + " après" * 60)])
    projeter()
    conversation = Conversation.objects.get()
    joindre_les_extraits([conversation], "pangolin")
    (extrait,) = conversation.extraits
    entier = "".join(dit for dit, _ in extrait.morceaux)
    assert entier.startswith("… avant") and entier.endswith("après …") and len(entier) < 170


def test_the_list_marks_the_words_escapes_the_rest_and_leads_to_the_turn(
    entrer: Callable[..., Client],
):
    page = texte(entrer("lecteur").get("/conversations/?q=alert"))
    cle = Conversation.objects.get().pk
    assert "<mark>alert</mark>(1)&lt;/script&gt; un master" in page
    assert "<script>" not in page and f'href="/conversations/{cle}/#tour-3"' in page


def test_without_a_search_nothing_is_marked(entrer: Callable[..., Client]):
    assert "<mark>" not in texte(entrer("lecteur").get("/conversations/"))
    assert "<mark>" not in texte(entrer("lecteur").get("/conversations/?q=%22&canal=web"))
