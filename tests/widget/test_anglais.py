"""In English: each word is in the voice of its language, and what is sent is French."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Ouvrir, Visite

# The words of the chrome that are not those of French, each with the language a voice is told.
LUS = """async (adresse) => {
  const dits = async (lang) => (await import(`${adresse}/widget/langues/${lang}.js`)).MOTS;
  const [en, fr] = [await dits('en'), await dits('fr')];
  const anglais = Object.keys(en)
    .filter((nom) => typeof en[nom] === 'string' && en[nom] !== fr[nom] && nom !== 'suggestions')
    .map((nom) => en[nom].trim());
  const racine = document.querySelector('assistant-vte').shadowRoot;
  const langue = (e) => e.closest('[lang]').lang;
  const lus = [];
  const textes = document.createTreeWalker(racine, NodeFilter.SHOW_TEXT);
  for (let n; n = textes.nextNode();) lus.push([n.data.trim(), langue(n.parentElement)]);
  for (const e of racine.querySelectorAll('[aria-label], [title]'))
    for (const nom of ['aria-label', 'title'])
      if (e.hasAttribute(nom)) lus.push([e.getAttribute(nom).trim(), langue(e)]);
  return lus.filter(([dit]) => anglais.includes(dit));
}"""


@pytest.fixture
def anglaise(visiter: Ouvrir) -> Visite:
    visite = visiter(lang="en")
    visite.bouton("A question about the VTE?").click()
    visite.champ = visite.page.get_by_label("Your message")
    return visite


def dire(visite: Visite, texte: str) -> None:
    visite.champ.fill(texte)
    visite.bouton("Send", exact=True).click()


def recommencer(visite: Visite) -> None:
    """Starts again, and lets the ten seconds go by."""
    visite.page.clock.install()
    visite.bouton("Options").click()
    visite.bouton("Start again").click()
    visite.page.clock.run_for(10_500)


def partis(page: Page) -> list[dict[str, Any]]:
    """The bodies of the messages that leave from now on."""
    corps: list[dict[str, Any]] = []

    def noter(route: Route) -> None:
        corps.append(json.loads(route.request.post_data or "{}"))
        route.continue_()

    page.route("**/messages", noter)
    return corps


def finir(page: Page) -> None:
    """The session ends, elsewhere: its token is no longer known."""
    statut = page.evaluate("""async () => {
      const headers = { Authorization: `Bearer ${localStorage.getItem('assistant-vte')}` };
      const serveur = document.querySelector('assistant-vte').getAttribute('server');
      return (await fetch(`${serveur}/sessions/current`, { method: 'DELETE', headers })).status;
    }""")
    assert statut == 204


def test_each_english_word_is_marked_english(anglaise: Visite):
    dire(anglaise, A)
    expect(anglaise.carte).to_be_visible()
    anglaise.page.route("**/messages", lambda route: route.abort())
    dire(anglaise, "bonjour")
    expect(anglaise.fil).to_contain_text("Not sent yet.")
    serveur = anglaise.page.locator("assistant-vte").get_attribute("server")
    lus = anglaise.page.evaluate(LUS, serveur)
    dits = {dit for dit, _ in lus}
    assert {"Not sent yet.", "Try again", "What you told me", "Change:", "You:"} <= dits
    assert {dit: langue for dit, langue in lus if langue != "en"} == {}


def test_what_is_said_in_the_visitor_s_name_is_french(anglaise: Visite):
    corps = partis(anglaise.page)
    dire(anglaise, "on est 45 à Oyonnax")
    expect(anglaise.fil).to_contain_text("C'est noté")
    anglaise.bouton("2 answers of 7").click()
    anglaise.bouton("Change: la commune du poste").click()
    expect(anglaise.fil.locator(".user").last).to_contain_text("Modifier la commune du poste")
    expect(anglaise.page.get_by_role("combobox")).to_be_visible()
    recommencer(anglaise)
    expect(anglaise.fil).to_contain_text("nous repartons de zéro")
    expect(anglaise.fil.locator(".user").last).to_contain_text("Recommencer")
    assert [c.get("text") for c in corps] == ["on est 45 à Oyonnax", None, "Recommencer"]


@pytest.mark.parametrize(
    ("geste", "dit"),
    [("Change", "Modifier la commune du poste"), ("Start again", "Recommencer")],
)
def test_after_the_session_has_ended_the_assistant_is_told_french_words(
    anglaise: Visite, geste: str, dit: str
):
    dire(anglaise, "on est 45 à Oyonnax")
    expect(anglaise.fil).to_contain_text("C'est noté")
    finir(anglaise.page)
    corps = partis(anglaise.page)
    if geste == "Change":
        anglaise.bouton("2 answers of 7").click()
        anglaise.bouton("Change: la commune du poste").click()
    else:
        recommencer(anglaise)
    expect(anglaise.fil).to_contain_text("Your previous conversation is over")
    expect(anglaise.fil.locator(".user").last.locator("~ .bulle:not(.note)").last).to_be_visible()
    assert [c["text"] for c in corps if "text" in c][-1] == dit


def test_no_answer_is_said_in_the_plural_as_english_does(anglaise: Visite):
    serveur = anglaise.page.locator("assistant-vte").get_attribute("server")
    dits = anglaise.page.evaluate(
        """async (adresse) => {
          const { MOTS } = await import(`${adresse}/widget/langues/en.js`);
          return [0, 1, 2].map((n) => MOTS.progression(n, 7));
        }""",
        serveur,
    )
    assert dits == ["0 answers of 7", "1 answer of 7", "2 answers of 7"]
