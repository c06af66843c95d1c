"""The keyboard alone: what it reaches, in which order, and where the focus goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.widget.conftest import Ouvrir, Visite
from tests.widget.etats import boutons, verdict


def actif(page: Page) -> str:
    """The accessible name of what has the focus, inside the shadow tree too."""
    return page.evaluate("""() => {
      let e = document.activeElement;
      while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
      return e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
    }""")


def test_the_keyboard_alone_reaches_a_verdict_and_comes_back(visiter: Ouvrir):
    visite = visiter()
    clavier = visite.page.keyboard
    visite.page.locator("#apres").focus()
    clavier.press("Tab")
    assert "Une question sur le VTE" in actif(visite.page)
    clavier.press("Enter")
    expect(visite.champ).to_be_focused()
    clavier.type("Je recrute un jeune")
    clavier.press("Enter")
    expect(visite.page.get_by_role("combobox", name="Votre message")).to_be_focused()
    clavier.type("oyonna")
    expect(visite.page.get_by_role("option").first).to_be_visible()
    clavier.press("ArrowDown")
    clavier.press("Enter")
    expect(visite.bouton("Moins de 250")).to_be_visible()
    expect(visite.champ).to_be_focused()
    while actif(visite.page) != "Moins de 250":
        clavier.press("Shift+Tab")
    clavier.press("Enter")
    for reponse in ("un CDD de 18 mois", "du 1er septembre 2021", "un master obtenu en juin 2021"):
        expect(visite.champ).to_be_focused()
        clavier.type(reponse)
        clavier.press("Enter")
    expect(visite.carte).to_contain_text("Les conditions sont remplies")
    clavier.press("Escape")
    expect(visite.page.get_by_role("dialog")).to_have_count(0)
    assert "Une question sur le VTE" in actif(visite.page)


def test_every_control_is_reached_with_tab_and_shows_its_focus(visiter: Ouvrir):
    visite = visiter()
    verdict(visite)
    vus: dict[str, str] = {}
    for _ in range(60):
        visite.page.keyboard.press("Tab")
        vus[actif(visite.page).replace("\u00a0", " ")] = visite.page.evaluate("""() => {
          let e = document.activeElement;
          while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
          return getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth;
        }""")
    for nom in (
        "Options",
        "Fermer l'assistant",
        "Conversation",
        "Les conditions",
        "Pourquoi ?",
        "Garder ce résultat",
        "Votre message",
        "Envoyer",
    ):
        assert vus.get(nom) == "solid3px", (nom, vus)


@pytest.mark.parametrize("largeur", [1000, 390], ids=["desktop", "phone, where it is modal"])
def test_what_opens_is_reached_with_tab_and_closed_with_escape_before_the_panel(
    visiter: Ouvrir, largeur: int
):
    visite = visiter()
    visite.page.set_viewport_size({"width": largeur, "height": 800})
    boutons(visite)
    clavier = visite.page.keyboard
    for ligne, premier in (("Options", "Recommencer"), ("2 réponses sur 7", "Modifier la commune")):
        visite.bouton(ligne).focus()
        clavier.press("Enter")
        clavier.press("Tab")
        assert premier in actif(visite.page)
        clavier.press("Escape")
        assert ligne in actif(visite.page)
        expect(visite.bouton(premier)).to_have_count(0)
        expect(visite.page.get_by_role("dialog")).to_be_visible()
    visite.bouton("Options").press("Enter")
    visite.champ.focus()
    expect(visite.bouton("Recommencer")).to_have_count(0)


def test_the_focus_goes_back_to_what_opened_the_panel(visiter: Ouvrir):
    visite = visiter()
    visite.page.evaluate(
        "document.querySelector('#avant').addEventListener('click', () => "
        "document.querySelector('assistant-vte').show())"
    )
    visite.page.locator("#avant").click()
    expect(visite.champ).to_be_focused()
    visite.bouton("Fermer l'assistant").click()
    expect(visite.page.locator("#avant")).to_be_focused()


def test_escape_closes_the_list_before_the_panel(visite: Visite):
    communes_ouvertes = visite.page.get_by_role("listbox")
    visite.dire("je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    visite.champ.press_sequentially("oyon")
    expect(communes_ouvertes).to_be_visible()
    visite.page.keyboard.press("Escape")
    expect(communes_ouvertes).to_be_hidden()
    expect(visite.page.get_by_role("combobox")).to_have_value("oyon")
    visite.page.keyboard.press("Escape")
    expect(visite.page.get_by_role("dialog")).to_have_count(0)


def test_the_combobox_says_what_is_chosen_and_sends_what_is_typed_when_nothing_is(visite: Visite):
    visite.dire("je recrute un jeune")
    champ = visite.page.get_by_role("combobox", name="Votre message")
    expect(champ).to_have_attribute("aria-expanded", "false")
    champ.press_sequentially("oyon")
    expect(champ).to_have_attribute("aria-expanded", "true")
    visite.page.keyboard.press("ArrowDown")
    choisie = visite.page.get_by_role("option", selected=True)
    expect(choisie).to_contain_text("Oyonnax")
    expect(champ).to_have_attribute("aria-activedescendant", choisie.get_attribute("id") or "?")
    champ.fill("je ne sais pas")
    visite.page.keyboard.press("Enter")
    expect(visite.fil).to_contain_text("Vous\u00a0: je ne sais pas")
