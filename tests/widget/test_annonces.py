"""What staff tell everybody is read in the widget, before a word is said and after each answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.bureau import Bureau
from tests.navigateur import violations
from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir
from vte.annonces import ANNONCE, FERMETURE


@pytest.fixture
def bureau(serveurs: Serveurs) -> Iterator[Bureau]:
    bureau = Bureau()
    yield bureau
    bureau.tout_retirer()


def test_a_visitor_reads_the_closure_before_saying_anything_and_after_it_is_over_no_more(
    bureau: Bureau, visiter: Ouvrir
):
    dite = bureau.publier(FERMETURE, "Nous mettons les règles à jour.")
    visite = visiter().ouvrir()
    lue = visite.page.get_by_role("status").filter(has_text="L'assistant est fermé")
    expect(lue).to_have_text(dite)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("L'assistant est fermé")
    expect(visite.fil).not_to_contain_text("C'est noté")
    bureau.retirer(FERMETURE)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    expect(lue).to_have_count(0)


@pytest.mark.parametrize("largeur", [1280, 320])
def test_a_notice_leaves_the_conversation_its_place_and_axe_finds_nothing_to_say(
    bureau: Bureau, visiter: Ouvrir, largeur: int
):
    bureau.publier(ANNONCE, ("Le barème du VTE change le 1er janvier. " * 5)[:200])
    visite = visiter()
    visite.page.set_viewport_size({"width": largeur, "height": 640})
    visite.ouvrir().dire("on est 45 à Oyonnax")
    expect(visite.page.get_by_text("Le barème du VTE change").first).to_be_visible()
    expect(visite.champ).to_be_in_viewport()
    fil = visite.page.locator(".fil").bounding_box()
    panneau = visite.page.locator(".panneau").bounding_box()
    assert fil and panneau and fil["height"] >= panneau["height"] * 0.6 - 1
    assert violations(visite.page) == []
