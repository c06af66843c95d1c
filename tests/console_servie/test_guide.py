"""The pictures of docs/guide-console.md: each page on which staff do one of its tasks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.environment import ROOT
from tests.console_servie.conftest import A_NOUS, CHARABIA, Console
from tests.console_servie.test_parcours import Entrer, aujourdhui, ouvrir

GUIDE = ROOT / "docs" / "guide-console.md"
# The picture -> the page, for what is the same whatever was said.
FIXES = {
    "console-accueil": "",
    "console-liste": "conversations/",
    "console-files": "relire/",
    "console-ouverture": "ouverture/",
    "console-comptes": "comptes/",
    "console-journal": "acces/",
}


@pytest.fixture
def dossier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(request.config.getoption("--captures") or tmp_path)


def prendre(page: Page, dossier: Path, nom: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len(set(page.screenshot(path=dossier / f"{nom}.png"))) > 50


def test_every_picture_of_the_guide_is_one_that_is_drawn_here():
    montrees = set(re.findall(r"images/(console-[\w-]+)\.png", GUIDE.read_text(encoding="utf-8")))
    conversation = {f"console-{n}" for n in ("transcription", "correction", "relais")}
    assert montrees == {*FIXES, *conversation, "console-demande", "console-chiffres"}


def test_the_pages_of_the_guide_are_drawn(entrer: Entrer, console: Console, dossier: Path):
    page = entrer("ada")
    for nom, chemin in FIXES.items():
        page.goto(f"{console.url}/{chemin}")
        prendre(page, dossier, nom)
    jour = aujourdhui()
    page.goto(f"{console.url}/chiffres/?du={jour}&au={jour}")
    prendre(page, dossier, "console-chiffres")
    page.goto(f"{console.url}/demandes/")
    page.get_by_role("article").first.get_by_role("link").first.click()
    prendre(page, dossier, "console-demande")


def test_the_pages_of_one_conversation_are_drawn(entrer: Entrer, console: Console, dossier: Path):
    page = entrer("ines")
    page.goto(f"{console.url}/{ouvrir(page, f'{A_NOUS} dirige')}")
    prendre(page, dossier, "console-transcription")
    page.get_by_role("link", name="Répondre à cette personne").click()
    page.get_by_role("button", name="Prendre la main").click()
    page.get_by_label("Votre message").fill("Bonjour, je lis votre dossier avec vous.")
    prendre(page, dossier, "console-relais")
    page.get_by_role("button", name="Rendre la main").click()
    page.goto(f"{console.url}/{ouvrir(page, CHARABIA)}")
    page.get_by_role("link", name="Corriger ce tour").last.click()
    prendre(page, dossier, "console-correction")
