"""What the browser keeps.

One opaque token, after the visitor spoke, so that a reload or a second tab goes on.
"""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Route, expect

from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite

STOCKAGE = (
    "[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]"
    ".filter(Boolean)"
)


def gardes(visite: Visite, contexte: BrowserContext) -> list[str]:
    return [*visite.page.evaluate(STOCKAGE), *[c["name"] for c in contexte.cookies()]]


def test_nothing_is_kept_nor_asked_of_the_server_before_the_visitor_opens(
    visiter: Ouvrir, contexte: BrowserContext, serveurs: Serveurs
):
    appels: list[str] = []
    contexte.on("request", lambda r: appels.append(r.url))
    visite = visiter()
    expect(visite.bouton("Une question sur le VTE")).to_be_visible()
    visite.page.wait_for_timeout(300)
    assert gardes(visite, contexte) == []
    du_serveur = [a.removeprefix(serveurs.url) for a in appels if a.startswith(serveurs.url)]
    assert du_serveur and all(
        a.startswith("/widget/") for a in du_serveur
    )  # the files of the launcher, and no call
    assert "/widget/panneau.js" not in du_serveur


def test_one_opaque_token_is_kept_once_the_visitor_speaks(visite: Visite, contexte: BrowserContext):
    assert gardes(visite, contexte) == []
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    assert gardes(visite, contexte) == ["assistant-vte"]
    jeton = visite.page.evaluate("localStorage.getItem('assistant-vte')")
    assert "Oyonnax" not in jeton and " " not in jeton


def test_the_conversation_is_there_after_a_reload_and_goes_on(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.page.reload()
    visite.ouvrir()
    expect(visite.fil).to_contain_text("on est 45 à Oyonnax")
    expect(visite.connus).to_have_text(["Oyonnax (01)", "45\u00a0personnes"])
    visite.choisir("CDD")
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")
    assert (
        visite.fil.inner_text().count("Bonjour") == 1
    )  # the opening words made room for the conversation


def test_a_verdict_is_a_card_again_after_a_reload(visite: Visite):
    visite.dire("Nous sommes 12 à Lyon et nous voulons embaucher en CDI")
    expect(visite.carte).to_be_visible()
    visite.page.reload()
    visite.ouvrir()
    expect(visite.carte).to_contain_text("Non remplie\u00a0: Lyon (69)")


def test_a_second_tab_goes_on_with_the_same_conversation_and_both_see_all(
    visite: Visite, visiter: Ouvrir
):
    visite.dire("on est 45")
    expect(visite.fil).to_contain_text("Dans quelle commune")
    seconde = visiter().ouvrir()
    expect(seconde.fil).to_contain_text("on est 45")
    seconde.dire("à Oyonnax")
    expect(visite.fil).to_contain_text("Quel est le contrat")
    visite.dire("un CDD de 18 mois")
    for onglet in (visite, seconde):
        expect(onglet.fil).to_contain_text("Quand le contrat commence-t-il")
        expect(onglet.connus.nth(3)).to_have_text("18\u00a0mois")
        for dit in ("on est 45", "à Oyonnax", "un CDD de 18 mois"):
            assert (onglet.fil.text_content() or "").count(f"Vous\u00a0: {dit}") == 1


def test_two_tabs_that_speak_first_at_the_same_time_share_one_session(
    visiter: Ouvrir, contexte: BrowserContext
):
    ouvertes: list[str] = []
    contexte.on(
        "response",
        lambda r: (
            ouvertes.append(r.url)
            if r.url.endswith("/sessions") and r.request.method == "POST"
            else None
        ),
    )
    onglets = [visiter().ouvrir(), visiter().ouvrir()]
    for onglet in onglets:
        onglet.champ.fill("bonjour")
    for onglet in onglets:
        onglet.page.evaluate(
            "setTimeout(() => "
            "document.querySelector('assistant-vte').shadowRoot.querySelector('form').requestSubmit())"
        )
    for onglet in onglets:
        expect(onglet.fil).to_contain_text("assistant automatique")
    assert len(ouvertes) == 1


def test_erasing_in_one_tab_empties_the_other(visite: Visite, visiter: Ouvrir):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    seconde = visiter().ouvrir()
    expect(seconde.fil).to_contain_text("C'est noté")
    seconde.option("Effacer")
    seconde.bouton("Oui, effacer").click()
    expect(visite.fil).not_to_contain_text("Oyonnax")
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")


def test_a_page_that_refuses_storage_keeps_nothing(visiter: Ouvrir, contexte: BrowserContext):
    visite = visiter(storage="none").ouvrir()
    visite.dire("on est 45 à Oyonnax")
    visite.dire("un CDD")
    expect(visite.fil).to_contain_text(
        "Quand le contrat commence-t-il"
    )  # the same conversation, as long as the page lives
    assert gardes(visite, contexte) == []


def test_a_browser_that_refuses_storage_is_served_all_the_same(
    visiter: Ouvrir, contexte: BrowserContext
):
    contexte.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('', "
        "'SecurityError'); } })"
    )
    visite = visiter().ouvrir()
    visite.dire("on est 45 à Oyonnax")
    visite.dire("un CDD")
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")


def test_an_erasure_that_fails_is_said_and_keeps_the_conversation(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.page.route("**/sessions/current", lambda route: route.abort())
    visite.option("Effacer")
    visite.bouton("Oui, effacer").click()
    expect(visite.alerte).to_contain_text("n'a pas pu être effacée")
    expect(visite.fil).to_contain_text("Oyonnax")


def test_nothing_can_be_said_while_all_is_being_erased(visite: Visite):
    """It would go too, and who wrote it would not know."""
    visite.dire("on est 45 à Oyonnax")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    tenues: list[Route] = []
    visite.page.route("**/sessions/current", lambda route: tenues.append(route))
    visite.option("Effacer")
    visite.bouton("Oui, effacer").click()
    expect(visite.page.locator("assistant-vte .panneau")).to_have_attribute("inert", "")
    tenues[0].continue_()
    expect(visite.champ).to_be_focused()
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")


def test_a_reply_that_comes_while_the_panel_is_closed_is_told_on_the_launcher(
    visite: Visite, serveurs: Serveurs
):
    serveurs.figer_rasa()
    try:
        visite.dire("on est 45 à Oyonnax")
        visite.bouton("Fermer l'assistant").click()
        expect(visite.bouton("Une question sur le VTE")).to_be_visible()
    finally:
        serveurs.degeler_rasa()
    expect(visite.bouton("Une réponse vous attend")).to_be_visible()
    lanceur = visite.page.locator("assistant-vte .lanceur")
    expect(lanceur).to_have_attribute("aria-live", "polite")  # a voice says it
    visite.bouton("Une réponse vous attend").click()
    expect(visite.fil).to_contain_text("C'est noté")
    visite.bouton("Fermer l'assistant").click()
    expect(visite.bouton("Une question sur le VTE")).to_be_visible()
