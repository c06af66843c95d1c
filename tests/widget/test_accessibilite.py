"""RGAA 4.1 and WCAG 2.2 AA: what axe-core says of each state, small, enlarged, dark and still."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conversations.test_verdicts import A
from tests.navigateur import violations
from tests.widget.conftest import Ouvrir, Visite
from tests.widget.etats import ETATS, Etat, dans, verdict
from tests.widget.test_clavier import actif


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("etat", ETATS)
def test_axe_finds_nothing_to_say(visiter: Ouvrir, etat: Etat, theme: str):
    assert violations(dans(visiter, etat, theme=theme).page) == []


@pytest.mark.parametrize("couleur", ["#ffd400", "#7a1fa2", "#2f6f4f", "#fff", "rgb(120, 120, 120)"])
def test_what_is_written_on_the_colour_of_the_site_contrasts(visiter: Ouvrir, couleur: str):
    visite = visiter(color=couleur)
    assert violations(visite.page) == []
    verdict(visite)
    assert violations(visite.page) == []


# As a browser paints each: the accent, and what is written on it.
PEINTES = """() => {
  const cadre = document.querySelector('assistant-vte').shadowRoot.querySelector('.cadre');
  const toile = new OffscreenCanvas(1, 1).getContext('2d');
  return ['--accent', '--sur-accent'].map((nom) => {
    const sonde = cadre.appendChild(document.createElement('span'));
    sonde.style.color = `var(${nom})`;
    toile.fillStyle = getComputedStyle(sonde).color;
    sonde.remove();
    toile.fillRect(0, 0, 1, 1);
    return [...toile.getImageData(0, 0, 1, 1).data];
  });
}"""


def contraste(a: list[int], b: list[int]) -> float:
    """Of WCAG 2, of two opaque colours in sRGB."""

    def luminance(pixel: list[int]) -> float:
        r, v, b = (
            (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4) for x in parts(pixel)
        )
        return 0.2126 * r + 0.7152 * v + 0.0722 * b

    def parts(pixel: list[int]) -> list[float]:
        return [x / 255 for x in pixel[:3]]

    clair, sombre = sorted((luminance(a), luminance(b)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize(
    "couleur",
    [
        "oklch(0.9 0.1 100)",
        "oklch(0.3 0.1 300)",
        "oklch(90% 0.12 140)",
        "lab(85 10 40)",
        "color-mix(in oklab, white 85%, blue)",
        "color-mix(in srgb, black 85%, yellow)",
        "color(display-p3 0 0 1)",
        "color(display-p3 1 1 0)",
        "hsl(none 0% 95%)",
        "navy",
    ],
)
def test_the_colour_of_the_site_may_be_said_in_any_way_of_css(visiter: Ouvrir, couleur: str):
    accent, dessus = visiter(color=couleur).page.evaluate(PEINTES)
    assert dessus[:3] in ([0, 0, 0], [255, 255, 255])
    autre = [255 - x for x in dessus[:3]]
    assert contraste(accent, dessus) >= 4.5
    assert contraste(accent, dessus) >= contraste(accent, autre) - 0.5  # the better of both


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
        visite.bouton("Envoyer", exact=True),
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
