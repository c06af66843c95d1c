"""The plain page, in a real browser against the real servers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conversations.conftest import Serveurs
from tests.conversations.test_verdicts import A

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# The browser's own services would look for addresses outside the machine.
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed: the page is not tested (CI never skips this).", allow_module_level=True)


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as outils:
        lance = outils.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield lance
        lance.close()


@pytest.fixture
def page(navigateur: Browser, serveurs: Serveurs) -> Iterator[Page]:
    ouverte = navigateur.new_page(viewport={"width": 900, "height": 1400})
    erreurs: list[str] = []
    ouverte.on("pageerror", lambda e: erreurs.append(str(e)))
    ouverte.on("console", lambda m: erreurs.append(m.text) if m.type == "error" and "favicon" not in m.location.get("url", "") else None)
    ouverte.goto(f"{serveurs.url}/")
    yield ouverte
    ouverte.close()
    assert erreurs == []


def dire(page: Page, texte: str) -> None:
    page.get_by_label("Votre message").fill(texte)
    page.get_by_role("button", name="Envoyer").click()


def test_the_owner_reads_the_answer_with_reasons_and_sources(page: Page):
    dire(page, A)
    fil = page.get_by_role("log")
    expect(fil).to_contain_text("remplit les conditions")
    for attendu in ("4\u00a0000\u00a0€", "Oyonnax", "Sources", "Bpifrance", "assistant automatique"):
        expect(fil).to_contain_text(attendu)


def test_a_button_answers_the_question(page: Page):
    dire(page, "un CDI à Saint-Denis")
    page.get_by_role("button", name="Gard").click()
    expect(page.get_by_role("log")).to_contain_text("Saint-Denis (30) n'est pas dans un Territoire d'industrie")


def test_the_conversation_is_there_after_a_reload(page: Page):
    dire(page, "on est 45 à Oyonnax")
    expect(page.get_by_role("log")).to_contain_text("C'est noté")
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("on est 45 à Oyonnax")


def test_markup_is_shown_as_text(page: Page):
    dire(page, "<img src=x onerror=alert(1)>")
    expect(page.locator("#fil img")).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("<img src=x")


def test_erasing_empties_the_page_and_the_next_message_opens_a_new_conversation(page: Page):
    dire(page, "on est 45 à Oyonnax")
    expect(page.get_by_role("log")).to_contain_text("C'est noté")
    page.get_by_role("button", name="Effacer la conversation").click()
    expect(page.get_by_role("log")).to_be_empty()
    dire(page, "bonjour")
    expect(page.get_by_role("log")).to_contain_text("assistant automatique")
    expect(page.get_by_role("log")).not_to_contain_text("Oyonnax")
