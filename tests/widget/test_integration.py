"""What docs/integration.md promises to the page that hosts the widget."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite
from tests.widget.hote import Hote

RACINE = Path(__file__).parents[2]
WIDGET = RACINE / "widget"
GUIDE = (RACINE / "docs" / "integration.md").read_text(encoding="utf-8")
SOURCES = {
    f.relative_to(WIDGET).as_posix(): f.read_text(encoding="utf-8")
    for f in WIDGET.rglob("*.js")
    if "pages" not in f.parts
}
TOUT = "\n".join(SOURCES.values())
LANGUES = [nom[8:-3] for nom in SOURCES if nom.startswith("langues/")]


def poids(nom: str) -> int:
    """Bytes of a file as it travels: a server compresses them one by one."""
    return len(gzip.compress(SOURCES[nom].encode(), 9, mtime=0))


@pytest.mark.parametrize("langue", LANGUES)
def test_all_that_a_page_loads_weighs_at_most_26_kb(langue: str):
    """Whatever its visitor does; of the languages that we have, its own."""
    autres = {f"langues/{autre}.js" for autre in LANGUES if autre != langue}
    assert sum(poids(nom) for nom in SOURCES if nom not in autres) <= 26_000


def test_before_it_is_opened_it_weighs_at_most_8_kb():
    """`widget.js` and what it imports at once, and the language of who does not read French."""
    avant, restent = set(), ["widget.js"]
    while restent:
        nom = restent.pop()
        avant.add(nom)
        restent += set(re.findall(r'from "\./([\w/]+\.js)"', SOURCES[nom])) - avant
    assert "panneau.js" not in avant
    assert sum(map(poids, avant)) + poids("langues/en.js") <= 8_000


def test_every_file_stays_short():
    assert {nom: n for nom, texte in SOURCES.items() if (n := len(texte.splitlines())) > 300} == {}


def test_nothing_of_the_network_can_become_markup_and_nothing_is_fetched_elsewhere():
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|cookie",
            TOUT,
        )
        == []
    )
    assert re.findall(r"""(?:from|import\()\s*["'](?!\.\.?/)""", TOUT) == []


def test_every_attribute_property_and_event_is_documented_and_exists():
    def documentes(motif: str) -> set[str]:
        return set(re.findall(rf"^\| `({motif})` \|", GUIDE, re.M))

    lus = set(
        re.findall(
            r"""(?:lire|getAttribute|hasAttribute)\("([\w-]+)\"""",
            SOURCES["widget.js"] + SOURCES["base.js"],
        )
    )
    lus |= set(
        re.findall(r'^\t(\w+): "', SOURCES["saisie.js"].partition("const ETIQUETTES")[2], re.M)
    )
    lus = lus - {"data-lang"} | {"lang"}
    lus |= set(re.findall(r":host\(?(?::not\()?\[([\w-]+)", SOURCES["base.js"])) - {"hidden"}
    assert documentes(r"[a-z]+") == lus
    assert documentes(r"--vte-[\w-]+") == set(re.findall(r"var\((--vte-[\w-]+)", TOUT))
    assert documentes(r"assistant:\w+") == {
        f"assistant:{n}"
        for n in re.findall(
            r"""(?:#emettre|#annonce)\("(\w+)\"""", SOURCES["widget.js"] + SOURCES["panneau.js"]
        )
    }


def test_the_one_line_of_the_guide_is_enough(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs
):
    ligne = re.search(r"```html\n(<script.+?</script>)\n```", GUIDE)
    assert ligne
    page = contexte.new_page()
    page.goto(
        hote.avec(
            ligne[1].replace(
                "https://assistant.exemple.fr", serveurs.url.removesuffix("/webhooks/web")
            )
        )
    )
    Visite(page).ouvrir().dire("on est 45 à Oyonnax")
    expect(page.get_by_role("log")).to_contain_text("C'est noté")


def test_the_attributes_say_the_title_the_first_words_and_the_choices(visiter: Ouvrir):
    visite = visiter(
        launcher="Vos aides",
        heading="Mairie d'Exemple",
        opening="Bienvenue à Exemple.",
        suggestions="Je recrute|Quelles conditions ?",
    )
    visite.bouton("Vos aides").click()
    expect(visite.page.get_by_role("dialog", name="Mairie d'Exemple")).to_be_visible()
    expect(visite.fil).to_contain_text("Bienvenue à Exemple.")
    visite.choisir("Quelles conditions ?")
    expect(visite.fil).to_contain_text("Le poste doit être dans un Territoire d'industrie")


def test_a_page_may_write_the_element_itself_and_where_it_stands(visiter: Ouvrir):
    visite = visiter("element", position="left")
    assert visite.page.locator("assistant-vte").count() == 1
    cadre = visite.bouton("Une question sur le VTE").bounding_box()
    assert cadre and cadre["x"] < 100
    visite.ouvrir()
    panneau = visite.page.get_by_role("dialog").bounding_box()
    assert panneau and panneau["x"] < 100


def test_inline_the_panel_is_part_of_the_page(visiter: Ouvrir):
    visite = visiter("element", inline="")
    expect(visite.champ).to_be_visible()
    assert (
        visite.bouton("Fermer l'assistant").count() == 0
        and visite.page.get_by_role("dialog").count() == 0
    )
    assert visite.page.evaluate(
        "document.activeElement === document.body"
    )  # the page opened it: the focus stays
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")


def test_open_at_start_leaves_the_focus_and_a_small_screen_alone(visiter: Ouvrir):
    visite = visiter(open="")
    expect(visite.champ).to_be_visible()
    assert visite.page.evaluate("document.activeElement === document.body")
    visite.page.set_viewport_size({"width": 360, "height": 700})
    visite.page.reload()
    expect(visite.bouton("Une question sur le VTE")).to_be_visible()


def test_an_element_that_is_removed_stops(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.page.evaluate("document.querySelector('assistant-vte').remove()")
    assert visite.page.get_by_role("log").count() == 0


def test_the_events_of_the_visit_are_heard_in_their_order(visite: Visite):
    visite.dire("Nous sommes 12 à Lyon et nous voulons embaucher en CDI")
    expect(visite.carte).to_be_visible()
    visite.option("Effacer")
    visite.bouton("Oui, effacer").click()
    expect(visite.fil).not_to_contain_text("Lyon")
    visite.bouton("Fermer l'assistant").click()
    expect(visite.bouton("Une question sur le VTE")).to_be_visible()
    assert [e["nom"] for e in visite.evenements()] == [
        "open",
        "message",
        "verdict",
        "erased",
        "close",
    ]


@pytest.mark.parametrize("racine", [True, False], ids=["origin alone", "whole address"])
def test_the_server_is_given_by_its_origin_or_by_its_whole_address(
    visiter: Ouvrir, serveurs: Serveurs, racine: bool
):
    visite = visiter(
        server=serveurs.url.removesuffix("/webhooks/web") if racine else f"{serveurs.url}/"
    ).ouvrir()
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")
