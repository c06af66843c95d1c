"""Reviewers at their queues by the keyboard; words marked; a conversation made a dialogue."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.console_servie.conftest import Console
from tests.console_servie.test_parcours import Entrer
from tests.conversations.test_dialogues import test_a_dialogue_goes_as_written as jouer
from tests.navigateur import violations
from tests.serveurs import Conversation

MAL_LUE = "on est 45 à Oyonnax, un CDD de 12 mois, à l'atelier {mot}"


@pytest.fixture
def tenir(nouvelle: Callable[[], Conversation], console: Console) -> Callable[..., str]:
    """Holds a conversation, and says at which address it is read once it was projected."""

    def faire(page: Page, *dites: str) -> str:
        mot = "".join(chr(ord("g") + int(c, 16)) for c in uuid.uuid4().hex[:10])  # no figure
        visiteur = nouvelle()
        for dit in dites:
            visiteur.dire(dit.format(mot=mot))
        recherche = f"{console.url}/conversations/?q={mot}"
        tours = page.locator('[data-nom="Tours"]')

        def tous_projetes() -> bool:
            page.goto(recherche)
            return tours.count() == 1 and int(tours.inner_text().split()[0]) >= len(dites)

        console.attendre(tous_projetes)
        adresse = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
        return f"{console.url}{adresse}"

    return faire


def ici(page: Page) -> str:
    """The number of the conversation that is shown."""
    return page.get_by_role("heading", name="Conversation ", level=1).inner_text()


def touche(page: Page, frappe: str) -> None:
    """Presses a key once the script listens, nothing but the page having the focus."""
    page.wait_for_load_state("load")
    page.keyboard.press(frappe)


def test_two_reviewers_go_through_a_queue_by_the_keyboard_alone(
    entrer: Entrer, tenir: Callable[..., str], console: Console
):
    remi, rose = entrer("remi"), entrer("rose")
    for _ in range(2):
        tenir(remi, "bonjour", "grmblf {mot} bidule", "on est 45 à Oyonnax", "blorp {mot} zut")
    for page, autre in ((remi, rose), (rose, remi)):
        page.goto(f"{console.url}/relire/incompris/suivante/")
        expect(page.get_by_role("navigation", name="File de relecture")).to_be_visible()
        premiere = ici(page)
        touche(page, "j")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(premiere)
        touche(page, "k")
        expect(page.get_by_role("heading", level=1)).to_have_text(premiere)
        touche(page, "r")
        expect(page.get_by_role("status").first).to_contain_text(f"{premiere[13:]} est relue")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(premiere)
        autre.goto(f"{console.url}/relire/incompris/suivante/")
        assert ici(autre) != premiere


def test_the_keys_are_told_jump_from_doubt_to_doubt_and_may_be_turned_off(
    entrer: Entrer, tenir: Callable[..., str]
):
    page = entrer("remi")
    page.goto(tenir(page, "bonjour", "grmblf {mot} bidule", "merci", "blorp {mot} zut"))
    touche(page, "n")
    expect(page.locator(":target")).to_have_id("tour-2")
    touche(page, "n")
    expect(page.locator(":target")).to_have_id("tour-4")
    touche(page, "p")
    expect(page.locator(":target")).to_have_id("tour-2")
    touche(page, "?")
    expect(page.get_by_text("tour douteux suivant, précédent")).to_be_visible()
    page.get_by_label("Touches actives").press("Space")
    touche(page, "n")
    expect(page.locator(":target")).to_have_id("tour-2")
    page.get_by_label("Touches actives").press("Space")
    page.get_by_label("Ajouter une note").press("n")
    expect(page.get_by_label("Ajouter une note")).to_have_value("n")
    expect(page.locator(":target")).to_have_id("tour-2")
    page.get_by_role("link", name="Tour 2", exact=True).focus()
    touche(page, "c")
    expect(page.get_by_role("heading", name="Corriger un tour")).to_be_visible()


def test_without_a_script_the_queue_is_links_and_buttons(
    entrer: Entrer, tenir: Callable[..., str], console: Console
):
    page = entrer("remi", java_script_enabled=False)
    for _ in range(2):
        tenir(page, "grmblf {mot} bidule")
    page.get_by_role("link", name="À relire").click()
    page.get_by_role("link", name="Commencer la file\u00a0: un message pas compris").click()
    premiere = ici(page)
    page.get_by_role("link", name="Suivante", exact=True).click()
    assert ici(page) != premiere
    page.get_by_role("link", name="Précédente").click()
    page.get_by_role("button", name="Relue, et suivante").click()
    assert ici(page) != premiere


def test_an_intent_is_found_by_a_few_letters_of_its_example(
    entrer: Entrer, tenir: Callable[..., str]
):
    page = entrer("remi")
    page.goto(tenir(page, "grmblf {mot} bidule"))
    page.get_by_role("link", name="Corriger ce tour").click()
    toutes = page.locator(".intentions li:visible").count()
    page.get_by_label("Chercher une intention").fill("quelles aides")
    expect(page.get_by_role("radio", name="demander quelles aides")).to_be_visible()
    assert 0 < page.locator(".intentions li:visible").count() < toutes
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_words_are_marked_with_the_mouse(entrer: Entrer, tenir: Callable[..., str]):
    page = entrer("remi")
    page.goto(tenir(page, MAL_LUE))
    page.get_by_role("link", name="Corriger ce tour").click()
    mots = page.get_by_role("group", name="Mots de la phrase")
    mots.get_by_role("button", name="12").hover()
    page.mouse.down()
    mots.get_by_role("button", name="mois").hover()
    page.mouse.up()
    expect(page.get_by_text("Choisi\u00a0: «\u00a012 mois\u00a0»")).to_be_visible()
    page.get_by_role("button", name="Ces mots disent la durée du contrat").click()
    expect(page.get_by_label("Mots qui disent la durée du contrat")).to_have_value("12 mois")
    expect(page.get_by_label("Valeur\u00a0: la durée du contrat")).to_have_value("12")
    expect(page.get_by_label("Apprendre aussi les faits")).to_be_checked()
    expect(mots.locator(".marque", has_text="mois")).to_be_visible()


def test_words_are_marked_by_the_keyboard_and_the_correction_is_proposed(
    entrer: Entrer, tenir: Callable[..., str]
):
    page = entrer("remi")
    page.goto(tenir(page, MAL_LUE))
    page.get_by_role("link", name="Corriger ce tour").click()
    page.get_by_role("radio", name="donner des informations").press("Space")
    mots = page.get_by_role("group", name="Mots de la phrase")
    mots.get_by_role("button").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_text("Choisi\u00a0: «\u00a045\u00a0»")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_text("Choisi\u00a0: «\u00a0à Oyonnax\u00a0»")).to_be_visible()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Ces mots disent la commune du poste").press("Enter")
    expect(page.get_by_label("Mots qui disent la commune du poste")).to_have_value("Oyonnax")
    expect(page.get_by_label("Valeur\u00a0: la commune du poste")).to_have_value("01283")
    page.get_by_role("button", name="Proposer la correction").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("est proposée")


def test_in_one_click_a_conversation_is_a_dialogue_that_fails_until_it_is_mended(
    entrer: Entrer,
    tenir: Callable[..., str],
    nouvelle: Callable[[], Conversation],
    tmp_path: Path,
):
    """Played by the runner of the written dialogues, on the real servers."""
    page = entrer("ines")
    adresse = tenir(page, MAL_LUE, "en fait on est 60", "c'est quoi le VTE ?")

    def ecrire() -> dict[str, object]:
        page.goto(adresse)
        with page.expect_download() as recu:
            page.get_by_role("link", name="Écrire comme dialogue de test").click()
        fichier = tmp_path / "dialogue.yml"
        recu.value.save_as(fichier)
        (ecrit,) = yaml.safe_load(fichier.read_text(encoding="utf-8"))
        return dict(ecrit)

    jouer(nouvelle, ecrire())
    # Staff say that the company is of 54: nothing makes the assistant read that of « 45 ».
    page.get_by_role("link", name="Corriger ce tour").first.click()
    page.get_by_role("radio", name="donner des informations").check()
    page.get_by_label("Apprendre aussi les faits").check()
    page.get_by_label("Valeur\u00a0: l'effectif").fill("54")
    if page.get_by_label("Mots qui disent qui parle").input_value() == "":
        page.get_by_label("Valeur\u00a0: qui parle").fill("")
    page.get_by_role("button", name="Proposer la correction").click()
    expect(page.get_by_role("status").first).to_contain_text("est proposée")
    with pytest.raises(AssertionError, match="54"):
        jouer(nouvelle, ecrire())


def test_on_a_telephone_a_queue_and_the_corrections_are_cards_that_scroll_down_alone(
    entrer: Entrer, tenir: Callable[..., str], console: Console
):
    page = entrer("remi", viewport={"width": 360, "height": 740})
    page.goto(tenir(page, f"{MAL_LUE} {'z' * 60}"))
    page.get_by_role("link", name="Corriger ce tour").click()
    page.get_by_role("radio", name="donner des informations").check()
    page.get_by_label("Apprendre aussi les faits").check()
    page.get_by_role("button", name="Proposer la correction").click()
    expect(page.get_by_role("status").first).to_contain_text("est proposée")
    tenir(page, "grmblf {mot} bidule")
    for qui in (page, entrer("rose", viewport={"width": 360, "height": 740})):
        for chemin, nom in (
            ("relire/incompris/", "Conversations à relire"),
            ("corrections/", "Liste des corrections"),
        ):
            qui.goto(f"{console.url}/{chemin}")
            liste = qui.get_by_role("region", name=nom)
            expect(liste.get_by_role("rowheader").first).to_be_visible()
            assert liste.evaluate("e => e.scrollWidth <= e.clientWidth"), chemin
            assert violations(qui) == [], chemin
    cadre = liste.get_by_role("button", name="Accepter").first.bounding_box()
    assert cadre["x"] >= 0 and cadre["x"] + cadre["width"] <= 360


@pytest.mark.parametrize("largeur", [1280, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_a_review_are_whole_at_any_width_and_axe_finds_nothing_to_say(
    entrer: Entrer, tenir: Callable[..., str], console: Console, largeur: int, theme: str
):
    page = entrer("remi", color_scheme=theme, viewport={"width": largeur, "height": 800})
    tenir(page, "grmblf {mot} bidule", MAL_LUE)
    for chemin in ("relire/", "relire/incompris/", "relire/incompris/suivante/"):
        page.goto(f"{console.url}/{chemin}")
        assert violations(page) == [], chemin
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur, chemin
    page.get_by_text("Touches (?)").click()
    assert violations(page) == []
    page.get_by_role("link", name="Corriger ce tour").first.click()
    page.get_by_role("group", name="Mots de la phrase").get_by_role("button").first.press("Space")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
