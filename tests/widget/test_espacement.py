"""What a visitor who spaces the text, or has filled the field, must not lose (RGAA 10.12, 11.1)."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Ouvrir, Visite

ESPACER = """() => {
  const feuille = new CSSStyleSheet();
  feuille.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  const { shadowRoot } = document.querySelector('assistant-vte');
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, feuille];
}"""
# The line of facts shows as many as it holds; all of them are in the list that it opens. The panel
# itself is as high as its screen, and all but the log must stand in it.
COUPES = """() => {
  const { shadowRoot } = document.querySelector('assistant-vte');
  const panneau = shadowRoot.querySelector('.panneau').getBoundingClientRect();
  const trop = (e) => getComputedStyle(e).overflow !== 'visible'
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  const dehors = ({ right, bottom }, e) => right > panneau.right + 1
    || (bottom > panneau.bottom + 1 && !e.closest('.fil'));
  return [...shadowRoot.querySelectorAll('.panneau *')]
    .filter((e) => e.checkVisibility() && !e.closest('.cache, .apercu'))
    .filter((e) => (!e.matches('.fil') && trop(e)) || dehors(e.getBoundingClientRect(), e))
    .map((e) => e.outerHTML.slice(0, 120));
}"""


def coupes(page: Page) -> list[str]:
    """What holds more than it shows, besides what is made to be scrolled."""
    return page.evaluate(COUPES)


def test_nothing_is_cut_when_the_visitor_spaces_the_text(visiter: Ouvrir):
    visite = visiter()
    visite.page.set_viewport_size({"width": 390, "height": 844})
    visite.ouvrir().dire(A)
    expect(visite.carte).to_be_visible()
    avant = visite.carte.evaluate("e => e.scrollHeight")
    visite.page.evaluate(ESPACER)
    assert visite.carte.evaluate("e => e.scrollHeight") > avant  # it is spaced
    assert coupes(visite.page) == []


def test_the_field_still_says_what_it_is_for_once_it_is_filled(visite: Visite):
    visite.champ.fill("nous sommes")
    expect(visite.champ).to_have_attribute("title", "Votre message")
    visite.dire("je recrute un jeune")
    commune = visite.page.get_by_role("combobox", name="Votre message")
    expect(commune).to_have_attribute("title", "Votre message")
