"""The page of a kept result, as whoever has its address reads it: on any screen, and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conversations.test_verdicts import A, B, C
from tests.navigateur import violations
from tests.serveurs import Conversation, Serveurs
from tests.widget.test_codesniffer import erreurs
from tests.widget.test_mise_en_page import APPARENCES, ECRANS

DITS = {A: "Éligible", B: "Éligible", C: "Non éligible"}


@pytest.fixture(scope="module", params=DITS, ids=["owner", "candidate", "refused owner"])
def gardee(request: pytest.FixtureRequest, serveurs: Serveurs) -> tuple[str, str]:
    """The address of the page of a conversation's verdict, and what it says of it."""
    conversation = Conversation(serveurs.url)
    conversation.dire_et_confirmer(request.param)
    resultat = conversation.client.post("/results").raise_for_status().json()
    conversation.client.close()
    return resultat["url"], DITS[request.param]


def ouvrir(contexte: BrowserContext, adresse: str, ecran: str, apparence: dict[str, Any]) -> Page:
    page = contexte.new_page()
    largeur, hauteur = ECRANS[ecran]
    page.set_viewport_size({"width": largeur, "height": hauteur})
    page.emulate_media(**apparence)
    page.goto(adresse)
    return page


@pytest.mark.parametrize("apparence", APPARENCES)
@pytest.mark.parametrize("ecran", ["desktop", "400 %"])
def test_two_readers_find_no_fault_with_it(
    contexte: BrowserContext, gardee: tuple[str, str], ecran: str, apparence: str
):
    page = ouvrir(contexte, gardee[0], ecran, APPARENCES[apparence])
    assert violations(page) == []
    assert erreurs(page) == []


@pytest.mark.parametrize("ecran", ECRANS)
def test_its_verdict_is_read_first_and_nothing_of_it_is_cut(
    contexte: BrowserContext, gardee: tuple[str, str], ecran: str
):
    adresse, verdict = gardee
    page = ouvrir(contexte, adresse, ecran, {})
    expect(page.get_by_text(verdict, exact=True)).to_be_visible()
    if ecran != "400 %":
        expect(page.get_by_text(verdict, exact=True)).to_be_in_viewport()
    largeur, _ = ECRANS[ecran]
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur


def test_on_paper_it_is_dark_on_white_and_keeps_its_reference(
    contexte: BrowserContext, gardee: tuple[str, str]
):
    page = ouvrir(contexte, gardee[0], "desktop", {"media": "print", "color_scheme": "dark"})
    expect(page.locator("header").get_by_text("Référence VTE-")).to_be_visible()
    fond = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert fond in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert violations(page) == []
