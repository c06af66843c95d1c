"""Staff and a person talk, everything real: the console in a browser, the messenger, the web."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.console_servie.conftest import Console
from tests.console_servie.test_parcours import Entrer, ouvrir
from tests.messageries import SurTelegram
from tests.navigateur import violations
from tests.serveurs import Conversation, Serveurs

STAFF = "Un conseiller\u00a0: "


@pytest.fixture
def trouver(entrer: Entrer, console: Console) -> Callable[..., Page]:
    """The transcript of the conversation of these words, once the projection has it."""

    def faire(mots: str, qui: str = "remi") -> Page:
        page = entrer(qui)
        recherche = f"{console.url}/conversations/?q={mots}"
        console.attendre(
            lambda: bool(page.goto(recherche)) and page.get_by_role("table").count() == 1
        )
        ouvrir(page, mots)
        return page

    return faire


def test_a_person_on_telegram_is_answered_by_staff_and_then_by_the_assistant_again(
    trouver: Callable[..., Page], serveurs: Serveurs
):
    personne = SurTelegram(serveurs)
    personne.dire("bonjour, ici la maison salicorne")
    for dit in ("rappelez-moi", "Léa Martin", "lea@exemple.fr", "mon dossier salicorne", "oui"):
        personne.dire(dit)
    page = trouver("salicorne")
    page.get_by_role("link", name="Demandes").click()
    demande = page.get_by_role("article").filter(has_text="salicorne")
    demande.get_by_role("heading").get_by_role("link").click()
    page.get_by_role("link", name="l'échange avec elle").click()
    page.get_by_role("button", name="Prendre la main").click()
    expect(page.get_by_role("status").first).to_contain_text("Vous avez la main")
    page.get_by_label("Votre message").fill("Bonjour, votre dossier est complet.")
    page.get_by_role("button", name="Envoyer").click()
    recu = personne.lire(au_moins=2)
    assert "Un conseiller a rejoint" in recu[0]
    assert recu[1] == f"{STAFF}Bonjour, votre dossier est complet."
    fil = page.get_by_role("log")
    expect(fil).not_to_contain_text("pas encore remis")
    page.get_by_label("Votre message").fill("un mot commencé")
    personne.dire("merci, et le paiement ?")
    expect(fil).to_contain_text("merci, et le paiement ?")  # by itself
    expect(page.get_by_label("Votre message")).to_have_value("un mot commencé")
    page.get_by_role("button", name="Rendre la main").click()
    assert "C'est de nouveau l'assistant" in "\n".join(personne.lire())
    assert "45" in "\n".join(personne.dire("on est 45 à Oyonnax, récapitule"))


def test_a_visitor_of_the_site_is_answered_and_takes_the_assistant_back(
    trouver: Callable[..., Page], nouvelle: Callable[[], Conversation]
):
    visiteur = nouvelle()
    visiteur.dire("bonjour, un mot pimprenelle")
    page = trouver("pimprenelle")
    page.get_by_role("link", name="Répondre à cette personne").click()
    page.get_by_role("button", name="Prendre la main").click()
    page.get_by_label("Votre message").fill("Je vous lis.")
    page.get_by_role("button", name="Envoyer").click()
    vu = visiteur.client.get("/updates", timeout=30).json()
    assert [m["text"] for m in vu["messages"] if m["from"] == "staff"] == ["Je vous lis."]
    assert vu["state"]["handover"]
    visiteur.dire("retour à l'assistant")
    expect(page.get_by_text("a changé de main")).to_be_visible()


@pytest.mark.parametrize("largeur", [1280, 320])
def test_the_page_of_a_relay_is_whole_at_any_width_and_axe_finds_nothing_to_say(
    trouver: Callable[..., Page], nouvelle: Callable[[], Conversation], largeur: int
):
    mot = f"bergamote{largeur}"
    nouvelle().dire(f"bonjour, un mot {mot}")
    page = trouver(mot)
    page.set_viewport_size({"width": largeur, "height": 800})
    page.get_by_role("link", name="Répondre à cette personne").click()
    assert violations(page) == []
    page.get_by_role("button", name="Prendre la main").click()
    expect(page.get_by_role("button", name="Rendre la main")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur


def test_the_keyboard_alone_answers_a_person(
    trouver: Callable[..., Page], nouvelle: Callable[[], Conversation]
):
    visiteur = nouvelle()
    visiteur.dire("bonjour, un mot estragon")
    page = trouver("estragon")
    page.get_by_role("link", name="Répondre à cette personne").press("Enter")
    page.get_by_role("button", name="Prendre la main").press("Enter")
    page.get_by_label("Votre message").press_sequentially("Tout au clavier.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Tout au clavier.")
