"""RGAA 4.1 and WCAG 2.2 AA.

What a screen reader hears, what a keyboard reaches, what a small or dark screen shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conversations.test_verdicts import A
from tests.navigateur import violations
from tests.widget.conftest import Ouvrir, Visite


def lanceur(_: Visite) -> None:
    """Nothing is opened."""


def panneau(visite: Visite) -> None:
    visite.ouvrir()


def boutons(visite: Visite) -> None:
    visite.ouvrir().dire("je recrute à Oyonnax, nous sommes 45")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()


def communes(visite: Visite) -> None:
    visite.ouvrir().dire("je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    visite.champ.press_sequentially("saint-den")
    expect(visite.page.get_by_role("option").first).to_be_visible()
    visite.page.keyboard.press("ArrowDown")


def verdict(visite: Visite) -> None:
    visite.ouvrir().dire(A)
    expect(visite.carte).to_be_visible()


def erreur(visite: Visite) -> None:
    visite.page.route("**/messages", lambda route: route.fulfill(status=503, body="{}"))
    visite.ouvrir().dire("bonjour")
    expect(visite.bouton("Réessayer")).to_be_visible()


def trop_long(visite: Visite) -> None:
    visite.ouvrir().dire("a" * 1001)
    expect(visite.alerte).to_contain_text("1000 au plus")


def effacement(visite: Visite) -> None:
    visite.ouvrir().option("Effacer")


def faits(visite: Visite) -> None:
    boutons(visite)
    visite.montrer_les_faits()


def options(visite: Visite) -> None:
    visite.ouvrir().bouton("Options").click()


def repart(visite: Visite) -> None:
    boutons(visite)
    visite.option("Recommencer")


def garde(visite: Visite) -> None:
    verdict(visite)
    visite.bouton("Garder ce résultat").click()
    expect(visite.bouton("Copier le lien")).to_be_visible()


def raisons(visite: Visite) -> None:
    verdict(visite)
    visite.carte.get_by_role("button", name="Non", exact=True).click()
    expect(visite.page.get_by_label("Ce n'est pas clair")).to_be_visible()


def remplacee(visite: Visite) -> None:
    verdict(visite)
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("ne sont pas remplies")
    visite.fil.get_by_text("Réponse précédente, remplacée depuis").click()


ETATS = (
    lanceur,
    panneau,
    boutons,
    communes,
    verdict,
    erreur,
    trop_long,
    effacement,
    faits,
    options,
    repart,
    garde,
    raisons,
    remplacee,
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("etat", ETATS)
def test_axe_finds_nothing_to_say(visiter: Ouvrir, etat: Callable[[Visite], None], theme: str):
    visite = visiter(theme=theme)
    etat(visite)
    assert violations(visite.page) == []


@pytest.mark.parametrize("couleur", ["#ffd400", "#7a1fa2", "#2f6f4f", "#fff", "rgb(120, 120, 120)"])
def test_what_is_written_on_the_colour_of_the_site_contrasts(visiter: Ouvrir, couleur: str):
    visite = visiter(color=couleur)
    assert violations(visite.page) == []
    verdict(visite)
    assert violations(visite.page) == []


# The keyboard


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
        vus[actif(visite.page)] = visite.page.evaluate("""() => {
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
        assert any(v.replace("\u00a0", " ") == nom.replace("\u00a0", " ") for v in vus), (
            nom,
            list(vus),
        )
        assert vus.get(nom, "solid3px") == "solid3px", nom


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


# The screen reader


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


# Small, enlarged, dark, still


@pytest.mark.parametrize(
    ("largeur", "hauteur"),
    [(320, 640), (320, 256), (640, 360), (1280, 800)],
    ids=["phone", "400 %", "landscape", "desktop"],
)
def test_nothing_is_cut_and_nothing_scrolls_sideways(visiter: Ouvrir, largeur: int, hauteur: int):
    visite = visiter()
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    visite.ouvrir().dire(A)
    expect(visite.carte).to_be_attached()
    debords = visite.page.evaluate("""() => {
      const racine = document.querySelector('assistant-vte').shadowRoot;
      const posee = (e) => getComputedStyle(e).position !== 'absolute';
      // The facts that the line does not hold are out of it (test_mise_en_page.py).
      const visible = (e) => e.offsetParent && !e.closest('.cache, .apercu') && posee(e);
      const deborde = (e) => e.getBoundingClientRect().right > innerWidth + 1;
      return [...racine.querySelectorAll('*')]
        .filter((e) => visible(e) && deborde(e)).map((e) => e.outerHTML.slice(0, 80));
    }""")
    assert debords == []
    assert visite.page.evaluate("document.documentElement.scrollWidth") <= largeur
    for controle in (
        visite.bouton("Fermer l'assistant"),
        visite.bouton("Envoyer"),
        visite.bouton("Options"),
        visite.bouton("Garder ce résultat"),
    ):
        controle.scroll_into_view_if_needed()
        expect(controle).to_be_in_viewport(ratio=0.9)


def test_on_a_small_screen_the_page_behind_is_out_of_reach(visiter: Ouvrir):
    visite = visiter()
    visite.page.set_viewport_size({"width": 360, "height": 700})
    visite.ouvrir()
    noms = set()
    for _ in range(30):
        visite.page.keyboard.press("Tab")
        noms.add(actif(visite.page))
    assert not noms & {"Before", "After"}


def test_a_panel_keeps_what_is_typed_when_the_screen_turns(visite: Visite):
    visite.champ.fill("nous sommes")
    visite.page.set_viewport_size({"width": 360, "height": 700})
    expect(visite.champ).to_be_focused()
    expect(visite.champ).to_have_value("nous sommes")
    visite.page.set_viewport_size({"width": 1000, "height": 700})
    expect(visite.champ).to_have_value("nous sommes")


def test_nothing_moves_whatever_the_visitor_asked(visite: Visite):
    visite.page.route("**/messages", lambda route: None)
    visite.dire("bonjour")
    expect(visite.page.get_by_text("L'assistant écrit…")).to_be_visible()
    assert visite.page.evaluate("document.getAnimations().length") == 0
    racine = "document.querySelector('assistant-vte').shadowRoot"
    assert (
        visite.page.evaluate(
            f"[...{racine}.querySelectorAll('*')].some((e) => "
            f"getComputedStyle(e).transitionDuration !== '0s' || "
            f"getComputedStyle(e).scrollBehavior === 'smooth')"
        )
        is False
    )


def test_the_dark_scheme_follows_the_visitor_unless_the_page_says(
    visiter: Ouvrir, contexte: BrowserContext
):
    def fond(visite: Visite) -> str:
        visite.page.emulate_media(color_scheme="dark")
        return (
            visite.ouvrir()
            .page.get_by_role("dialog")
            .evaluate("e => getComputedStyle(e).backgroundColor")
        )

    assert fond(visiter()) == "rgb(22, 32, 43)"
    assert fond(visiter(theme="light")) == "rgb(255, 255, 255)"


def test_with_forced_colours_the_choice_in_the_list_and_the_bubbles_are_still_seen(visite: Visite):
    visite.page.emulate_media(forced_colors="active")
    communes_visibles = visite.page.get_by_role("option")
    visite.dire("je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    visite.champ.press_sequentially("saint-den")
    expect(communes_visibles.first).to_be_visible()
    visite.page.keyboard.press("ArrowDown")
    fonds = communes_visibles.evaluate_all("l => l.map((e) => getComputedStyle(e).backgroundColor)")
    assert fonds[0] != fonds[1]
    assert (
        visite.fil.locator(".bulle").first.evaluate("e => getComputedStyle(e).borderTopStyle")
        == "solid"
    )


def test_targets_are_large_enough(visiter: Ouvrir):
    visite = visiter()
    verdict(visite)
    petits = visite.page.evaluate("""() => {
      const racine = document.querySelector('assistant-vte').shadowRoot;
      return [...racine.querySelectorAll('button, input, textarea')]
        .filter((e) => e.offsetParent).map((e) => [e.textContent, e.offsetWidth, e.offsetHeight])
        .filter(([, l, h]) => l < 24 || h < 24);
    }""")
    assert petits == []
