"""The header offers what one may see; the list filters by every channel that was used."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from tests.console.conftest import texte
from tests.console.evenements import Suivi, abandonnee


def offertes(page: str) -> list[str]:
    menu = page.split('aria-label="Principale"')[1].split("</nav>")[0]
    return re.findall(r">([^<]+)</a>", menu)


def test_the_header_offers_the_pages_that_one_may_see(entrer: Callable[..., Client]):
    lues = offertes(texte(entrer("lecteur").get("/conversations/")))
    assert lues == [
        "Accueil",
        "Conversations",
        "À relire",
        "Corrections",
        "Demandes",
        "Chiffres",
        "Sources",
    ]
    siennes = [*lues, "Ouverture", "Étiquettes", "Accès"]
    assert offertes(texte(entrer("responsable").get("/conversations/"))) == siennes
    toutes = offertes(texte(entrer("administrateur").get("/conversations/")))
    assert toutes == [*siennes, "Comptes"]


def test_the_header_says_which_page_is_shown(entrer: Callable[..., Client]):
    page = texte(entrer("lecteur").get("/chiffres/"))
    assert re.findall(r'aria-current="page">([^<]+)', page) == ["Chiffres"]


def test_a_channel_without_a_name_for_staff_can_be_filtered_by_its_own(
    entrer: Callable[..., Client], suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire(abandonnee(canal="carnet"))
    suivi.ecrire(abandonnee())
    projeter()
    page = texte(entrer("lecteur").get("/conversations/?canal=carnet"))
    assert '<option value="carnet" selected>carnet</option>' in page
    assert "1 conversation" in page
