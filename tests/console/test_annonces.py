"""A manager closes the assistant or tells everybody something, says why, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from console.models import Acces
from tests.console.conftest import texte
from vte import suivi
from vte.annonces import ANNONCE, FERMETURE, TEXTE_MAX, Annonces

pytestmark = pytest.mark.usefixtures("suivi")  # a tracker of its own
Entrer = Callable[..., Client]
SAISIE = {
    "texte": "Nous mettons les règles à jour.",
    "fin": "2099-12-31T09:00",
    "motif": "nouveau barème à relire",
}


def publier(client: Client, sorte: str, **champs: str) -> str:
    return texte(client.post(f"/ouverture/{sorte}/publier/", SAISIE | champs, follow=True))


def en_vigueur() -> dict[str, str]:
    return {a.sorte: a.dite for a in Annonces(suivi.ouvrir()).en_vigueur()}


def test_a_closure_says_until_when_by_the_clocks_of_paris_and_why_is_in_the_log(entrer: Entrer):
    page = publier(entrer("responsable"), FERMETURE)
    dite = en_vigueur()[FERMETURE]
    assert dite.startswith("L'assistant est fermé jusqu'au 31 décembre 2099 à 9\u00a0h.")
    assert "L'assistant est fermé" in page and "Rouvrir maintenant" in page
    (ligne,) = Acces.objects.filter(geste="annonce")
    assert (ligne.quoi, ligne.motif) == ("fermeture 1 publiée", SAISIE["motif"])


def test_it_opens_again_by_one_button_however_often_it_is_pressed(entrer: Entrer):
    client = entrer("responsable")
    publier(client, FERMETURE)
    assert "Dites en quelques mots pourquoi." in texte(client.post("/ouverture/fermeture/retirer/"))
    assert list(en_vigueur()) == [FERMETURE]
    for _ in range(2):
        client.post("/ouverture/fermeture/retirer/", {"motif": "barème relu"})
    assert en_vigueur() == {}
    (ligne,) = Acces.objects.filter(geste="annonce", quoi="fermeture retirée")
    assert ligne.motif == "barème relu"


def test_the_spaces_that_do_not_break_reach_the_channels(entrer: Entrer):
    publier(entrer("responsable"), ANNONCE, texte="Attention : 4\u00a0000 € cette\n année !")
    assert "Attention\u00a0: 4\u00a0000 € cette année\u00a0!" in en_vigueur()[ANNONCE]


def test_a_notice_needs_no_end_and_a_closure_does(entrer: Entrer):
    client = entrer("responsable")
    publier(client, ANNONCE, fin="")
    assert "Dites jusqu'à quand." in publier(client, FERMETURE, fin="")
    assert list(en_vigueur()) == [ANNONCE]


def test_what_is_wrong_is_said_next_to_its_field_and_nothing_is_published(entrer: Entrer):
    client = entrer("responsable")
    for champs, dit in (
        ({"texte": " "}, "Écrivez la phrase"),
        ({"texte": "x" * (TEXTE_MAX + 1)}, "trop longue"),
        ({"fin": "2001-01-01T09:00"}, "déjà passé"),
        ({"fin": "demain"}, "Écrivez un jour et une heure"),
        ({"motif": "non"}, "Dites en quelques mots pourquoi."),
    ):
        assert dit in publier(client, ANNONCE, **champs), champs
    assert en_vigueur() == {} and not Acces.objects.filter(geste="annonce").exists()


def test_what_was_published_stays_on_the_page(entrer: Entrer):
    client = entrer("responsable")
    publier(client, ANNONCE, texte="Première.")
    assert "Première." in publier(client, ANNONCE, texte="Seconde.")


def test_an_unknown_kind_is_no_page(entrer: Entrer):
    assert entrer("responsable").post("/ouverture/autre/publier/", SAISIE).status_code == 404
