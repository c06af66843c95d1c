"""Messages that were not understood, near ones together."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from console.dates import Periode
from console.selection import depuis_texte, en_texte
from console.themes import MESSAGES_MAX, Dit, grouper, themes
from tests.console.conftest import texte
from tests.console.evenements import Suivi, pas_comprise

JUIN = Periode(date(2021, 6, 14), date(2021, 6, 16))
CHATS = ["mon chat est malade", "Mon chat et malade !", "mon chat est maladde"]
PARKING = ["où est le parking", "le parking est-il gratuit", "ou est le parkin"]


def dits(*phrases: str) -> list[Dit]:
    """Each of these by somebody else."""
    return [Dit(phrase, f"p{n}", n + 1) for n, phrase in enumerate(phrases)]


def test_near_sentences_are_together_and_others_apart():
    premier, second = sorted(grouper(dits(*CHATS, *PARKING)), key=lambda t: t.nom)
    assert set(premier.exemples) == set(CHATS) and premier.conversations == [1, 2, 3]
    assert set(second.exemples) == set(PARKING) and second.messages == 3


def test_a_theme_is_named_by_its_most_typical_words_as_they_are_written():
    (chats,) = grouper(dits(*CHATS))
    assert chats.nom.split(", ")[0] in ("chat", "mon", "malade")
    (ete,) = grouper(dits("l'été à la plage", "cet été la plage", "l'ete plage"))
    assert "été" in ete.nom.split(", ")


def test_what_one_person_alone_says_is_no_theme_and_names_none():
    seule = [Dit(phrase, "la même", n) for n, phrase in enumerate(CHATS)]
    assert grouper(seule) == []
    (theme,) = grouper([*dits(*CHATS), Dit("mon chat Zigzag est malade", "quelqu'un", 9)])
    assert theme.personnes == 4 and "zigzag" not in theme.nom


def test_the_same_messages_make_the_same_themes_in_any_order():
    tous = dits(*CHATS, *PARKING, "une autre chose", "tout à fait autre")
    melanges = random.Random(3).sample(tous, len(tous))
    assert grouper(melanges) == grouper(tous)


@pytest.mark.parametrize("phrases", [(), ("?!", "..."), ("seul",), ("a", "a"), ("a", "b")])
def test_little_or_nothing_to_group_is_no_error(phrases: tuple[str, ...]):
    assert all(theme.personnes > 1 for theme in grouper(dits(*phrases)))


@pytest.fixture
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    for phrase in (*CHATS[:2], "mon chat est malade, appelez le 06 12 34 56 78", *PARKING[:1]):
        suivi.ecrire(pas_comprise(phrase))
    projeter()


def test_the_page_shows_themes_with_masked_examples(entrer: Callable[..., Client], dites: None):
    page = texte(entrer("lecteur").get("/chiffres/themes/?du=2021-06-14&au=2021-06-16"))
    assert "3 messages de 3 personnes" in page and "mon chat est malade" in page
    assert "06 12 34" not in page and "parking" not in page


def test_of_other_days_there_is_nothing(dites: None):
    assert themes(Periode(date(2021, 6, 16), date(2021, 6, 17))) == []
    assert len(themes(JUIN)) == 1


def test_a_choice_of_conversations_holds_in_an_address():
    assert depuis_texte(en_texte([106, 100, 101, 101])) == [100, 101, 106]
    assert depuis_texte(en_texte([])) == [] and depuis_texte("-1.zé") == []
    loin = random.Random(1).sample(range(10**8), MESSAGES_MAX)
    assert depuis_texte(en_texte(loin)) == sorted(loin) and len(en_texte(loin)) < 3_500
