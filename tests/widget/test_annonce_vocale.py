"""What a screen reader is given to say: each reply once, in the log, and what is waited for."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.widget.conftest import Ouvrir, Visite
from tests.widget.etats import boutons


def arbre(page: Page) -> list[dict[str, Any]]:
    return page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]


def journal(page: Page) -> str:
    """All that the log holds in the accessibility tree."""
    noeuds = {n["nodeId"]: n for n in arbre(page)}
    log = next(n for n in noeuds.values() if n.get("role", {}).get("value") == "log")
    assert any(p["name"] == "live" and p["value"]["value"] == "polite" for p in log["properties"])

    def textes(noeud: dict[str, Any]) -> list[str]:
        if noeud.get("role", {}).get("value") == "StaticText":
            return [noeud["name"]["value"]]
        return [t for i in noeud.get("childIds", []) if i in noeuds for t in textes(noeuds[i])]

    return " ".join(textes(log))


# Counts, in the page, what a screen reader is given to say: each node added while the log is live.
ECOUTER = """() => {
  globalThis.annonces = [];
  const log = document.querySelector('assistant-vte').shadowRoot.querySelector('[role=log]');
  new MutationObserver((suite) => suite.forEach(({ addedNodes }) => addedNodes.forEach((n) => {
    const region = n.parentElement?.closest('[aria-live]');
    const polie = log.getAttribute('aria-live') === 'polite';
    if (region === log && polie) globalThis.annonces.push(n.textContent);
  }))).observe(log, { childList: true, subtree: true });
}"""


def test_each_reply_is_in_the_log_and_announced_once(visite: Visite):
    expect(visite.fil).to_have_attribute("aria-live", "polite")
    visite.page.evaluate(ECOUTER)
    for message, attendu in (
        ("on est 45 à Oyonnax", "C'est noté\u00a0: Oyonnax (01), 45\u00a0personnes."),
        ("un CDD", "Quand le contrat commence-t-il"),
        ("en septembre", "Combien de temps"),
    ):
        visite.dire(message)
        expect(visite.fil).to_contain_text(attendu)
        assert attendu in journal(visite.page)
        assert (
            sum(attendu in annonce for annonce in visite.page.evaluate("globalThis.annonces")) == 1
        )


def test_the_choices_are_said_with_the_question(visiter: Ouvrir):
    visite = visiter()
    boutons(visite)
    assert "Réponses proposées\u00a0: CDI, CDD, Apprentissage" in visite.fil.inner_text()


def test_a_conversation_that_is_read_again_is_not_announced(visiter: Ouvrir):
    visiter().ouvrir().dire("on est 45 à Oyonnax")
    seconde = visiter()
    seconde.ouvrir()
    expect(seconde.fil).to_contain_text("C'est noté")
    assert (
        seconde.page.evaluate(
            "document.querySelector('assistant-vte').shadowRoot.querySelector('[role=log]').getAttribute('aria-live')"
        )
        == "off"
    )
    expect(seconde.fil).to_have_attribute("aria-live", "polite")


def test_an_awaited_answer_is_said_and_so_is_a_slow_one(visite: Visite):
    visite.page.clock.install()
    visite.page.route("**/messages", lambda route: None)
    visite.dire("bonjour")
    statut = visite.page.get_by_role("group", name="Conversation").get_by_role("status")
    visite.page.clock.run_for(500)
    expect(statut).to_have_text("L'assistant écrit…")
    visite.page.clock.run_for(6_000)
    expect(statut).to_have_text("La réponse tarde un peu, je l'attends toujours.")


def test_every_part_is_in_french_on_a_page_that_is_not(visite: Visite):
    assert visite.page.evaluate("document.documentElement.lang") == "en"
    assert (
        visite.page.evaluate(
            "document.querySelector('assistant-vte').shadowRoot.querySelector('.cadre').lang"
        )
        == "fr"
    )
