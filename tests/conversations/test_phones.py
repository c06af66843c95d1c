"""Ten minutes of conversation on each messenger, and the screen that somebody sees meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.messageries import SurCloud, SurMessenger, SurTelegram, SurWhatsApp
from tests.serveurs import Serveurs
from tests.telephone import Telephone

PHONES = {
    "Messenger": SurMessenger,
    "Telegram": SurTelegram,
    "WhatsApp (Twilio)": SurWhatsApp,
    "WhatsApp (Meta)": SurCloud,
}
WIDTH, HEIGHT = 390, 700  # of a phone's screen, in CSS pixels


@pytest.fixture(params=PHONES)
def phone(request: pytest.FixtureRequest, serveurs: Serveurs) -> Telephone:
    return Telephone(PHONES[request.param](serveurs), request.param)


def test_a_conversation_of_ten_minutes_holds_on_each_rendering(phone: Telephone):
    """By words and by choices, with a question, a correction, a doubt and what comes after."""
    assert "assistant automatique" in phone.dire("bonjour")[0]
    phone.dire("je recrute un jeune")
    assert phone.dire("c'est quoi le VTE ?")
    phone.dire("Oyonnax")
    assert "contrat prévu" in "\n".join(phone.choisir("Moins de 250"))
    assert "commence" in "\n".join(phone.choisir("CDD"))
    phone.dire("je ne sais pas encore")
    phone.dire("le 1er septembre 2021")
    phone.dire("10 mois")
    assert "18\u00a0mois" in "\n".join(phone.dire("non, 18 mois"))
    phone.dire("un master")
    assert "remplit les conditions" in "\n".join(phone.dire("juin 2021"))
    for words in ("pourquoi ?", "et maintenant ?", "récapitule", "merci", "au revoir"):
        assert phone.dire(words)
    assert "effacé" in "\n".join(phone.dire("STOP"))
    assert phone.personne.plateforme.refus == []
    assert all(message["text"].strip() for message in phone.seen)


def test_captures_of_each_messenger_show_what_a_phone_would(
    phone: Telephone, navigateur: Browser, request: pytest.FixtureRequest, tmp_path: Path
):
    phone.dire("Je recrute un jeune à Oyonnax")
    phone.choisir("Moins de 250")
    page = navigateur.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
    page.set_content(phone.page())
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    wide = page.evaluate("document.documentElement.scrollWidth")
    last = [title for title, _ in phone.seen[-1]["choix"]]
    assert wide <= WIDTH  # nothing is wider than the screen
    assert all(page.get_by_text(title, exact=True).last.is_visible() for title in last)
    folder = Path(request.config.getoption("--captures") or tmp_path)
    name = phone.personne.canal.replace("_", "-")
    image = page.screenshot(path=folder / f"messageries-{name}.png")
    assert len(set(image)) > 50  # something is drawn
    page.close()
