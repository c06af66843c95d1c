"""What staff read is French as it is printed.

Every page, with what it says when something is there and when nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from console.models import Conversation
from tests.console.evenements import eligible
from vte.demandes import Demandes

PAGES = (
    "/",
    "/conversations/",
    "/conversations/?issue=verdict",
    "/conversations/?canal=pigeon",
    "/conversations/{cle}/",
    "/conversations/{cle}/effacer/",
    "/tours/{tour}/corriger/",
    "/corrections/",
    "/demandes/",
    "/demandes/1/",
    "/chiffres/",
    "/chiffres/?du=2021-06-14&au=2021-06-16",
    "/chiffres/?du=2021-06-16&au=2021-06-14",
    "/sources/",
    "/acces/",
    "/conservation/",
    "/mot-de-passe/",
    "/inconnue/",
)
# What the assistant and the rules said is theirs (tests/test_contenu.py holds it); so is what
# people wrote.
_PAS_DE_NOUS = re.compile(
    r'<p class="dit personne">.*?</p>|<div class="dit assistant">.*?</div>'
    r'|<details class="verdict">.*?</details>|<input type="search".*?>|<code>.*?</code>',
    re.S,
)


def phrases(page: str) -> str:
    """What is read on the page, names of controls included."""
    notre = _PAS_DE_NOUS.sub("", page)
    noms = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', notre)
    return unescape(re.sub(r"<[^>]*>", "\n", notre) + "\n".join(noms))


@pytest.mark.parametrize("adresse", PAGES)
def test_double_marks_follow_a_no_break_space(
    projetee: Callable[..., Conversation], entrer: Callable[..., Client], adresse: str
):
    conversation = projetee(eligible())
    Demandes().noter(conversation.personne, nom="Léa", coordonnee="a@b.fr", sujet="un dossier")
    Demandes().envoyer(conversation.personne)
    page = entrer("responsable").get(
        adresse.format(cle=conversation.pk, tour=conversation.les_tours.get().pk), follow=True
    )
    assert re.findall(r".{0,30}(?:[^\s] [:;?!»]|« ).{0,10}", phrases(page.content.decode())) == []


def test_what_the_console_answers_has_them_too(
    projetee: Callable[..., Conversation], entrer: Callable[..., Client]
):
    conversation = projetee(eligible())
    reponse = entrer("relecteur").post(
        f"/tours/{conversation.les_tours.get().pk}/corriger/",
        {"texte": "récapitule", "intention": "informer"},
    )
    assert "«\u00a0recapituler\u00a0»\u00a0: c'est là" in unescape(reponse.content.decode())
