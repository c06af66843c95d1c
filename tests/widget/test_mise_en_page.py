"""What is in view, at every size: the messages first, the verdict whole or from its first line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conversations.test_verdicts import A
from tests.navigateur import encre, violations
from tests.widget.conftest import Ouvrir, Visite

ECRANS = {
    "desktop": (1280, 800),
    "phone": (390, 844),
    "small phone": (320, 640),
    "smaller phone": (320, 568),
    "landscape": (844, 390),
    "400 %": (320, 200),
}
APPARENCES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
LIGNE = 60  # pixels: one line of text and its air, a target for a finger

# Boxes of the panel's parts, in pixels: [top, bottom, left, right].
CADRES = """() => {
  const racine = document.querySelector('assistant-vte').shadowRoot;
  const parts = { panneau: '.panneau', entete: 'header', fil: '.fil', saisie: '.saisie' };
  return Object.fromEntries(Object.entries(parts).map(([nom, choix]) => {
    const { top, bottom, left, right } = racine.querySelector(choix).getBoundingClientRect();
    return [nom, [top, bottom, left, right]];
  }));
}"""
# Elements with text of their own that are wider or taller inside than the box that shows them.
COUPES = """() => {
  const racine = document.querySelector('assistant-vte').shadowRoot;
  const aLui = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const coupe = (e) => getComputedStyle(e).display !== 'inline'
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2);
  return [...racine.querySelectorAll('button, p, li, h2, h3, h4, span, summary, .bulle, label')]
    .filter((e) => e.checkVisibility() && !e.closest('.cache') && aLui(e) && coupe(e))
    .map((e) => e.outerHTML.slice(0, 90));
}"""
# Of the facts on the line: those that are in part outside of it.
FAITS_COUPES = """() => {
  const racine = document.querySelector('assistant-vte').shadowRoot;
  const ligne = racine.querySelector('.apercu').getBoundingClientRect();
  return [...racine.querySelectorAll('.apercu span')].filter((e) => {
    const { top, bottom, left, right } = e.getBoundingClientRect();
    const dessous = top >= ligne.bottom - 1;
    const dehors = bottom > ligne.bottom + 1 || left < ligne.left - 1 || right > ligne.right + 1;
    return !dessous && dehors;
  }).map((e) => e.textContent);
}"""


def a_l_ecran(visiter: Ouvrir, ecran: str, apparence: str = "light") -> Visite:
    """README's own sentence, said on this screen, and its verdict."""
    visite = visiter()
    largeur, hauteur = ECRANS[ecran]
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    visite.page.emulate_media(**APPARENCES[apparence])
    visite.ouvrir().dire(A)
    expect(visite.carte).to_be_attached()
    return visite


def dans_le_fil(page: Page, texte: str) -> bool:
    """Whether this text of the card is whole in the view of the log."""
    return (
        page.get_by_label("Ce que j'en conclus")
        .get_by_text(texte, exact=True)
        .evaluate(
            """e => {
          const vue = e.getRootNode().querySelector('.fil').getBoundingClientRect();
          const { top, bottom } = e.getBoundingClientRect();
          return top >= vue.top - 1 && bottom <= vue.bottom + 1;
        }"""
        )
    )


@pytest.mark.parametrize("apparence", APPARENCES)
@pytest.mark.parametrize("ecran", ECRANS)
def test_after_one_message_the_verdict_and_its_amount_are_in_view(
    visiter: Ouvrir, request: pytest.FixtureRequest, tmp_path: Path, ecran: str, apparence: str
):
    visite = a_l_ecran(visiter, ecran, apparence)
    assert dans_le_fil(visite.page, "Les conditions sont remplies")
    assert dans_le_fil(visite.page, "4\u00a0000\u00a0€")
    assert visite.page.evaluate(COUPES) == []
    assert visite.page.evaluate(FAITS_COUPES) == []
    assert violations(visite.page) == []
    image = visite.page.screenshot(path=tmp_path / f"{ecran}-{apparence}.png")
    carte = visite.carte.bounding_box()
    assert carte and encre(image, carte) > 0.01


@pytest.mark.parametrize("ecran", ECRANS)
def test_the_messages_have_three_fifths_of_the_panel_and_nothing_covers_them(
    visiter: Ouvrir, ecran: str
):
    visite = a_l_ecran(visiter, ecran)
    parts = visite.page.evaluate(CADRES)
    (haut, bas, *_), fil = parts["panneau"], parts["fil"]
    assert fil[1] - fil[0] >= 0.6 * (bas - haut)
    assert parts["entete"][1] <= fil[0] + 1 and fil[1] <= parts["saisie"][0] + 1
    assert parts["saisie"][1] - parts["saisie"][0] <= LIGNE
    _, hauteur = ECRANS[ecran]
    assert haut >= -1 and bas <= hauteur + 1 and parts["saisie"][1] <= hauteur + 1


@pytest.mark.parametrize("ecran", ECRANS)
def test_the_field_grows_with_what_is_written_and_stays_on_screen(visiter: Ouvrir, ecran: str):
    visite = a_l_ecran(visiter, ecran)
    avant = visite.champ.bounding_box()
    visite.champ.fill("nous sommes quarante-cinq à Oyonnax, en CDD de dix-huit mois, " * 4)
    apres = visite.champ.bounding_box()
    assert avant and apres and apres["height"] > avant["height"]
    expect(visite.champ).to_be_in_viewport(ratio=1)
    expect(visite.bouton("Envoyer", exact=True)).to_be_in_viewport(ratio=1)


def test_a_reply_is_read_from_its_first_line(visite: Visite):
    visite.page.set_viewport_size({"width": 390, "height": 500})
    for dit in ("bonjour", "on est 45 à Oyonnax", "Qu'est-ce que le VTE ?"):
        visite.dire(dit)
        expect(visite.fil.locator(".user").last).to_contain_text(dit)
        expect(visite.fil.locator(".user").last.locator("~ .bulle").first).to_be_visible()
    premier = visite.fil.locator(".user").last.locator("~ .bulle").first
    expect(premier).to_be_in_viewport()
    vue = visite.page.get_by_role("group", name="Conversation").bounding_box()
    boite = premier.bounding_box()
    assert vue and boite and boite["y"] >= vue["y"] - 1


@pytest.mark.parametrize("ecran", ["desktop", "smaller phone", "400 %"])
def test_a_reply_that_brings_the_line_of_facts_is_still_seen_to_its_end(
    visiter: Ouvrir, ecran: str
):
    """That line takes its place from the messages: the view is chosen once it is there."""
    visite = visiter()
    largeur, hauteur = ECRANS[ecran]
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    visite.ouvrir().dire("Je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    visite.dire("Oyonnax")
    expect(visite.connus).to_have_count(1)
    vue = visite.page.get_by_role("group", name="Conversation")
    question = visite.fil.locator(".user").last.locator("~ .bulle").first
    en_haut = question.bounding_box()["y"] - vue.bounding_box()["y"] < LIGNE / 2  # type: ignore[index]
    au_bout = vue.evaluate("e => e.scrollTop + e.clientHeight >= e.scrollHeight - 1")
    assert en_haut or au_bout


def test_at_400_percent_what_is_in_the_header_and_in_the_field_keeps_its_place(visiter: Ouvrir):
    visite = visiter()
    largeur, hauteur = ECRANS["400 %"]
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    titre = visite.ouvrir().page.get_by_role("heading", level=2).bounding_box()
    assert titre and titre["x"] >= 8
    visite.dire("on est 45 à Oyonnax")
    expect(visite.connus).to_have_count(2)
    visite.option("Recommencer")
    fermer = visite.bouton("Fermer l'assistant").bounding_box()
    assert fermer and fermer["x"] + fermer["width"] >= largeur - 16
    visite.bouton("Annuler").click()
    visite.champ.focus()
    dehors = visite.champ.evaluate("""e => {
      const { outlineWidth, outlineOffset } = getComputedStyle(e);
      const anneau = parseFloat(outlineWidth) + parseFloat(outlineOffset);
      const { left, bottom } = e.getBoundingClientRect();
      return [left - anneau < 0, bottom + anneau > innerHeight];
    }""")
    assert dehors == [False, False]


@pytest.mark.parametrize("ecran", ["phone", "400 %"])
def test_the_answers_of_a_question_do_not_touch(visiter: Ouvrir, ecran: str):
    visite = visiter(commune="Oyonnax", effectif="45")
    largeur, hauteur = ECRANS[ecran]
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    visite.ouvrir()
    paires = [("Utiliser", "Ne pas utiliser"), ("Oui, effacer", "Non, garder")]
    for premier, second in paires:
        a, b = (visite.bouton(n, exact=True).bounding_box() for n in (premier, second))
        assert a and b
        assert b["x"] >= a["x"] + a["width"] + 4 or b["y"] >= a["y"] + a["height"]
        indique = visite.page.locator(".confirmation:not([hidden]) > :not(button)").last
        dit = indique.bounding_box()
        assert dit and dit["y"] + dit["height"] <= a["y"] + 1
        if premier == "Utiliser":
            visite.bouton("Ne pas utiliser").click()
            visite.option("Effacer")


# The keyboard of a phone: it covers the page, and `visualViewport` says what is left.
CLAVIER = """([hauteur, decalage]) => {
  Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => hauteur });
  Object.defineProperty(visualViewport, 'offsetTop', { configurable: true, get: () => decalage });
  visualViewport.dispatchEvent(new Event('resize'));
}"""


@pytest.mark.parametrize(
    ("ecran", "reste"), [("phone", 460), ("smaller phone", 300), ("landscape", 200)]
)
def test_the_field_is_over_the_keyboard_of_a_phone(visiter: Ouvrir, ecran: str, reste: int):
    visite = a_l_ecran(visiter, ecran)
    visite.page.evaluate(CLAVIER, [reste, 30])
    parts = visite.page.evaluate(CADRES)
    assert parts["entete"][0] >= 29 and parts["saisie"][1] <= 30 + reste + 1
    assert parts["fil"][1] - parts["fil"][0] >= 0.6 * reste
    visite.page.evaluate(CLAVIER, [ECRANS[ecran][1], 0])
    assert visite.page.evaluate(CADRES)["saisie"][1] >= ECRANS[ecran][1] - 1


@pytest.mark.parametrize("ecran", ["phone", "400 %"])
def test_the_line_of_facts_opens_over_the_messages_and_takes_nothing_from_them(
    visiter: Ouvrir, ecran: str
):
    visite = a_l_ecran(visiter, ecran)
    avant = visite.page.evaluate(CADRES)["fil"]
    visite.montrer_les_faits()
    expect(visite.bouton("Modifier la commune du poste")).to_be_in_viewport(ratio=1)
    assert visite.page.evaluate(CADRES)["fil"] == avant


def test_how_far_we_are_is_read_on_every_ground(visiter: Ouvrir):
    """The bar and its ground have the colours of the header, whose contrast is assured."""
    for theme, couleur in (("light", "#ffd400"), ("dark", "#0b5394"), ("dark", "#ffffff")):
        visite = visiter(theme=theme, color=couleur, storage="none")
        visite.ouvrir().dire("on est 45 à Oyonnax")
        barre = visite.page.get_by_role("progressbar", name="2 réponses sur 7")
        expect(barre).to_be_visible()
        bord, texte = barre.evaluate(
            "e => [getComputedStyle(e).borderTopColor, "
            "getComputedStyle(e.getRootNode().querySelector('header')).color]"
        )
        assert bord == texte


def test_the_ring_of_the_focus_covers_no_word(visite: Visite):
    """Nothing with words stands where the ring of the field is drawn."""
    visite.champ.focus()
    couverts = visite.page.evaluate("""() => {
      const racine = document.querySelector('assistant-vte').shadowRoot;
      const champ = racine.querySelector('textarea');
      const anneau = 4, { top, bottom, left, right } = champ.getBoundingClientRect();
      return [...racine.querySelectorAll('p, label, span, .bulle, button')].filter((e) => {
        const vu = e.checkVisibility() && e.textContent.trim() && !e.closest('.cache, .fil');
        if (!vu) return false;
        const r = e.getBoundingClientRect();
        return r.left < right + anneau && r.right > left - anneau
          && r.top < bottom + anneau && r.bottom > top - anneau;
      }).map((e) => e.outerHTML.slice(0, 80));
    }""")
    assert couverts == []


def vieillir(route: Route) -> None:
    """The real history, as it would be had it been said the day before."""
    reponse = route.fetch()
    corps = reponse.json()
    for message in corps["messages"]:
        hier = datetime.fromisoformat(message["at"]) - timedelta(days=1)
        message["at"] = hier.isoformat()
    route.fulfill(response=reponse, json=corps)


def test_each_reply_has_its_hour_and_each_day_its_line(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("Quel est le contrat")
    expect(visite.fil.locator("time")).to_have_count(2)  # of what was said, and of the reply
    expect(visite.fil.locator(".jour")).to_have_count(0)  # all of it is today
    visite.page.route("**/history", vieillir)
    visite.page.reload()
    visite.ouvrir()
    expect(visite.fil.locator(".jour")).to_have_count(1)
    visite.dire("un CDD")
    expect(visite.fil.locator(".jour")).to_have_count(2)
    hier, ce_jour = visite.fil.locator(".jour").all_text_contents()
    assert hier != ce_jour and all(re.search(r"\d{4}$", jour) for jour in (hier, ce_jour))
