"""The widget in a real Chromium, on a site of its own that calls the real servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.serveurs import Serveurs
from tests.widget.hote import Hote

# What the browser itself says of an answer that is not 200, or of a network that a test has cut:
# the widget says it better.
_DU_RESEAU = ("Failed to load resource", "net::ERR_")


@pytest.fixture(scope="session")
def hote(serveurs: Serveurs) -> Iterator[Hote]:
    """A site that is allowed to use the assistant: VTE_ORIGINES names it."""
    with Hote(serveurs.hote) as site:
        yield site


class Visite:
    """One page with the widget: what a visitor does, and what is to be read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fil = page.get_by_role("log")
        self.champ = page.get_by_label("Votre message")
        self.alerte = page.get_by_role("alert")

    def ouvrir(self) -> Visite:
        self.page.get_by_role("button", name="Une question sur le VTE").click()
        expect(self.champ).to_be_visible()
        return self

    def dire(self, texte: str) -> None:
        self.champ.fill(texte)
        self.page.get_by_role("button", name="Envoyer", exact=True).click()

    def choisir(self, titre: str) -> None:
        self.page.get_by_role("group", name="Réponses proposées").get_by_role(
            "button", name=titre, exact=True
        ).click()

    def bouton(self, nom: str, **traits: Any) -> Locator:
        return self.page.get_by_role("button", name=nom, **traits)

    def option(self, nom: str) -> None:
        """Chooses in the menu of the header."""
        self.bouton("Options").click()
        self.bouton(nom, exact=True).click()

    def montrer_les_faits(self) -> None:
        """Opens the line that says how far we are."""
        self.bouton("sur 7").click()

    def modifier(self, libelle: str) -> None:
        self.montrer_les_faits()
        self.bouton(f"Modifier {libelle}").click()

    @property
    def connus(self) -> Locator:
        """The facts of that line, which shows as many as it holds."""
        return self.page.locator(".faits:not([hidden]) .apercu span")

    @property
    def carte(self) -> Locator:
        return self.page.get_by_label("Ce que j'en conclus").last

    def evenements(self) -> list[dict[str, Any]]:
        """The events that the host page has heard (hote.py)."""
        return self.page.evaluate("globalThis.entendus")


Ouvrir = Callable[..., Visite]


@pytest.fixture
def contexte(navigateur: Browser) -> Iterator[BrowserContext]:
    nouveau = navigateur.new_context(viewport={"width": 1000, "height": 800}, locale="fr-FR")
    nouveau.set_default_timeout(8_000)
    yield nouveau
    nouveau.close()


@pytest.fixture
def visiter(contexte: BrowserContext, hote: Hote, serveurs: Serveurs) -> Iterator[Ouvrir]:
    """Opens a page of the host site with the widget.

    The test fails if a script failed or a policy was broken.
    """
    fautes: list[str] = []

    def noter(texte: str) -> None:
        if not any(t in texte for t in _DU_RESEAU):
            fautes.append(texte)

    def ouvrir(page: str = "", **attributs: str) -> Visite:
        onglet = contexte.new_page()
        onglet.on("pageerror", lambda e: noter(str(e)))
        onglet.on("console", lambda m: noter(m.text) if m.type == "error" else None)
        attributs = {"server": serveurs.url} | {
            n.replace("_", "-"): v for n, v in attributs.items()
        }
        onglet.goto(hote.adresse(page, attributs, serveurs.url))
        onglet.wait_for_function(
            "customElements.get('assistant-vte') && document.querySelector('assistant-vte')"
        )
        return Visite(onglet)

    yield ouvrir
    assert fautes == []


@pytest.fixture
def visite(visiter: Ouvrir) -> Visite:
    """A page where the visitor has just opened the assistant."""
    return visiter().ouvrir()
