"""Staff at work, in a real browser: find what went wrong, see why, correct it, export it.

And what each may not do.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from bot import launcher
from tests.console_servie.conftest import A_NOUS, CHARABIA, CORRIGEE, MAL_COMPRIS, Console
from tests.navigateur import violations
from tests.serveurs import Conversation

Entrer = Callable[..., Page]


def aujourdhui() -> str:
    """The day it is in Paris, whose midnight is not the machine's."""
    return datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()


def ouvrir(page: Page, mots: str) -> str:
    """The transcript of the conversation in which these words were said.

    Its address, after the console's.
    """
    page.get_by_role("link", name="Conversations").click()
    page.get_by_label("Mots dits dans la conversation").fill(mots)
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Conversation ")).to_be_visible()
    return page.url[page.url.index("conversations/") :]


def test_conversations_that_were_held_are_in_the_list_with_how_they_ended(
    entrer: Entrer, console: Console
):
    page = entrer("lise")
    page.goto(f"{console.url}/conversations/?q={A_NOUS}")
    lignes = page.get_by_role("table").get_by_role("row")
    expect(
        lignes.filter(has_text="verdict éligible").filter(has_text="Oyonnax (01)")
    ).to_have_count(1)
    expect(
        lignes.filter(has_text="personne demandée").filter(has_text="non éligible")
    ).to_have_count(1)
    page.goto(f"{console.url}/conversations/?q=grmblf")
    expect(lignes.filter(has_text="dont 1 pas compris")).to_have_count(1)


def test_the_transcript_of_a_real_conversation_says_what_the_assistant_understood_and_decided(
    entrer: Entrer,
):
    """What tests/console/evenements.py imitates is here what Rasa stored."""
    page = entrer("lise")
    ouvrir(page, f"{A_NOUS} dirige")
    tour = page.get_by_role("article", name="Tour 1", exact=True)
    for attendu in (
        "Je suis un assistant automatique",
        "donner des informations",
        "45\u00a0personnes",
        "CDD",
        "18\u00a0mois",
        "1er septembre 2021",
        "barème vte-2019-2022",
    ):
        expect(tour).to_contain_text(attendu)
    tour.get_by_text("barème").click()
    expect(tour).to_contain_text("Oyonnax (01) fait partie du Territoire d'industrie")
    expect(tour).to_contain_text("4\u00a0000\u00a0€")
    expect(page.get_by_role("article", name="Tour 2")).to_contain_text("demander pourquoi")
    expect(page.get_by_role("article", name="Tour 3")).to_contain_text("comparer")
    expect(page.get_by_label("Dossier et relecture")).to_contain_text("Oyonnax (01)")


def test_a_real_reading_is_shown_with_its_question_and_a_correction_undoes_the_verdict(
    entrer: Entrer, console: Console
):
    page = entrer("lise")
    page.goto(f"{console.url}/conversations/?q={CORRIGEE}")
    ligne = page.get_by_role("table").get_by_role("row").filter(has_text="à préciser")
    expect(ligne).to_have_count(1)
    expect(ligne).not_to_contain_text("non éligible")
    ouvrir(page, CORRIGEE)
    reponse = page.get_by_role("article", name="Tour 2", exact=True)
    for attendu in ("On demandait", "l'effectif de l'entreprise", "12\u00a0personnes", "répondu"):
        expect(reponse).to_contain_text(attendu)
    refus = page.get_by_role("article", name="Tour 3", exact=True)
    expect(refus.locator("details.verdict summary")).to_contain_text("non éligible")
    correction = page.get_by_role("article", name="Tour 4", exact=True)
    expect(correction.locator("details.verdict summary")).to_contain_text("à préciser")
    for attendu in ("Lieu ambigu", "Saint-Denis (974)", "Saint-Denis (93)"):
        expect(correction).to_contain_text(attendu)


def test_a_turn_has_an_address_of_its_own(entrer: Entrer):
    page = entrer("lise")
    ouvrir(page, f"{A_NOUS} dirige")
    page.get_by_role("link", name="Tour 3").click()
    assert page.url.endswith("#tour-3")
    expect(page.locator(":target")).to_contain_text("et si c'était un stage")


def test_log_in_filter_open_correct_accept_export(entrer: Entrer, console: Console, tmp_path: Path):
    """The whole way of a sentence, from the conversation to data/nlu, through two people.

    Rasa's own validation passes with it.
    """
    remi = entrer("remi")
    remi.get_by_text("Filtres", exact=True).click()
    remi.get_by_label("Un tour pas compris").select_option("oui")
    remi.get_by_label("Canal").select_option("web")
    remi.get_by_role("button", name="Filtrer").click()
    remi.get_by_label("Mots dits dans la conversation").fill(CHARABIA)
    remi.get_by_role("button", name="Chercher").click()
    remi.get_by_role("table").get_by_role("link").first.click()
    remi.get_by_role("article").filter(has_text=MAL_COMPRIS).get_by_role(
        "link", name="Corriger ce tour"
    ).click()
    remi.get_by_role("radio", name="demander quelles aides").check()
    remi.get_by_role("button", name="Proposer la correction").click()
    expect(remi.get_by_role("status")).to_contain_text("une autre personne doit l'accepter")
    remi.get_by_role("link", name="Corrections").click()
    expect(remi.get_by_text("à une autre personne")).to_be_visible()
    rose = entrer("rose")
    rose.get_by_role("link", name="Corrections").click()
    rose.get_by_role("button", name=f"Accepter\u00a0: {MAL_COMPRIS}").click()
    expect(rose.get_by_role("status")).to_contain_text("correction acceptée")
    ines = entrer("ines")
    ines.get_by_role("link", name="Corrections").click()
    with ines.expect_download() as telechargement:
        ines.get_by_role("link", name="Télécharger les phrases acceptées").click()
    fichier = tmp_path / "corrections.yml"
    telechargement.value.save_as(fichier)
    assert (
        f"- intent: demander_aides\n    examples: |\n      - {MAL_COMPRIS}\n"
        in fichier.read_text(encoding="utf-8")
    )
    assert "1\u00a0phrase ajoutée" in console.manage(
        "exporter_corrections", "--vers", str(tmp_path / "autre.yml")
    )
    _valider(fichier)


def _valider(fichier: Path) -> None:
    """`rasa data validate`, as `make test` does it, with this file among the training data."""
    donnees = [*launcher.model.DATA, str(fichier)]
    commande = [*launcher.RASA, "data", "validate", "--fail-on-warnings", "--data", *donnees]
    faite = subprocess.run(
        commande,
        cwd=launcher.ROOT,
        env=launcher.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert faite.returncode == 0, (faite.stdout + faite.stderr)[-3000:]


def test_a_conversation_is_reviewed_flagged_assigned_and_noted(entrer: Entrer):
    page = entrer("remi")
    ouvrir(page, CHARABIA)
    page.get_by_label("Relue").check()
    page.get_by_label("Signalée").check()
    page.get_by_label("Affectée à").select_option("rose")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("enregistrée")
    page.get_by_label("Ajouter une note").fill("à revoir ensemble")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("à revoir ensemble")).to_be_visible()
    expect(page.get_by_text("Relue par remi")).to_be_visible()


def test_a_request_is_handled_and_read_in_clear_with_a_reason(entrer: Entrer):
    page = entrer("ines")
    page.get_by_role("link", name="Demandes").click()
    demande = page.get_by_role("article").filter(has_text=A_NOUS)
    expect(demande).to_contain_text("l…@exemple.fr")
    demande.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_text("Martin")).to_have_count(0)
    page.get_by_label("Lire en clair, parce que").fill("la rappeler, comme elle le demande")
    page.get_by_role("button", name="Démasquer").click()
    expect(page.get_by_label("Ce qui est demandé")).to_contain_text("lea.martin@exemple.fr")
    expect(page.get_by_role("list").filter(has_text="Démasquée")).to_contain_text("par ines")
    page.get_by_role("link", name="Accès").click()
    expect(page.get_by_role("row").filter(has_text="démasquage")).to_contain_text(
        "la rappeler, comme elle le demande"
    )


def test_a_reader_reaches_nothing_of_a_reviewer(entrer: Entrer, console: Console):
    page = entrer("lise")
    une = ouvrir(page, CHARABIA)
    expect(page.get_by_role("link", name="Corriger ce tour")).to_have_count(0)
    expect(page.get_by_role("button", name="Enregistrer")).to_have_count(0)
    for chemin in (
        f"{une}effacer/",
        "conversations/export.csv",
        "corrections/corrections.yml",
        "acces/",
        "tours/1/corriger/",
    ):
        assert page.goto(f"{console.url}/{chemin}").status == 403
        expect(
            page.get_by_role("heading", name="Cette page ne vous est pas ouverte")
        ).to_be_visible()


def test_what_a_person_erases_on_the_web_leaves_the_console_too(entrer: Entrer, console: Console):
    page = entrer("lise")
    recherche = f"{console.url}/conversations/?q=quintessentiel"
    console.attendre(lambda: bool(page.goto(recherche)) and page.get_by_role("table").count() == 1)
    efface = console.tenues["effacee"].client.delete("/sessions/current")
    assert efface.status_code == 204
    console.attendre(lambda: bool(page.goto(recherche)) and page.get_by_role("table").count() == 0)
    assert (
        b"quintessentiel"
        not in Path(os.environ["VTE_CONSOLE_URL"].removeprefix("sqlite:///")).read_bytes()
    )


def test_a_person_is_erased_by_the_button_and_so_is_the_assistant_s_own_memory(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation]
):
    visiteur = nouvelle()
    visiteur.dire("on est 45 à Figeac, un mot abracadabrantesque")
    page = entrer("ines")
    console.attendre(
        lambda: (
            bool(page.goto(f"{console.url}/conversations/?q=abracadabrantesque"))
            and page.get_by_role("table").count() == 1
        )
    )
    ouvrir(page, "abracadabrantesque")
    page.get_by_role("link", name="Effacer les données de cette personne").click()
    page.get_by_label("Pourquoi").fill("à sa demande")
    page.get_by_role("button", name="Effacer définitivement").click()
    expect(page.get_by_role("status")).to_contain_text("Tout est effacé")
    assert visiteur.client.get("/history").json()["messages"] == []
    assert visiteur.client.get("/history").json()["state"]["dossier"] == {}
    visiteur.client.close()


def test_a_tag_is_made_on_its_page_and_put_on_a_conversation(entrer: Entrer, console: Console):
    page = entrer("ines")
    page.get_by_role("link", name="Étiquettes").click()
    page.get_by_label("Nouvelle étiquette").fill("exemple à garder")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("status")).to_contain_text("ajoutée")
    ouvrir_la_console = entrer("remi")
    ouvrir(ouvrir_la_console, f"{A_NOUS} dirige")
    ouvrir_la_console.get_by_label("exemple à garder").check()
    ouvrir_la_console.get_by_role("button", name="Enregistrer").click()
    expect(ouvrir_la_console.get_by_label("exemple à garder")).to_be_checked()


# Accessibility


PAGES = (
    "",
    "conversations/",
    "conversations/?q=chrysal&canal=web",
    "{une}",
    "corrections/",
    "demandes/",
    "demandes/1/",
    "chiffres/?du={du}&au={au}",
    "chiffres/?du={du}&au={au}&comparer=precedente",
    "chiffres/themes/?du={du}&au={au}",
    "sources/",
    "acces/",
    "etiquettes/",
    "conservation/",
    "mot-de-passe/",
    "second-facteur/",
    "{une}effacer/",
    "inconnue/",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_finds_nothing_to_say(entrer: Entrer, console: Console, theme: str, largeur: int):
    jour = aujourdhui()
    page = entrer("ines", color_scheme=theme, viewport={"width": largeur, "height": 800})
    une = ouvrir(page, f"{A_NOUS} dirige")
    for chemin in PAGES:
        page.goto(f"{console.url}/{chemin.format(une=une, du=jour, au=jour)}")
        assert violations(page) == [], chemin
    page.goto(f"{console.url}/{une}")
    page.get_by_role("link", name="Corriger ce tour").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Se déconnecter").click()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_the_pages_of_an_administrator_are_usable_by_all(
    entrer: Entrer, console: Console, theme: str, largeur: int
):
    page = entrer("ada", color_scheme=theme, viewport={"width": largeur, "height": 800})
    page.goto(f"{console.url}/comptes/")
    compte = page.get_by_role("link", name="lise").get_attribute("href") or ""
    for chemin in ("/comptes/", compte, "/verrous/", "/etiquettes/", "/second-facteur/"):
        page.goto(f"{console.url}{chemin}")
        assert violations(page) == [], chemin
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur, chemin


def test_nothing_is_cut_off_at_320_pixels(entrer: Entrer, console: Console):
    page = entrer("ines", viewport={"width": 320, "height": 700})
    une = ouvrir(page, f"{A_NOUS} dirige")
    for chemin in PAGES:
        page.goto(f"{console.url}/{chemin.format(une=une, du='2021-06-01', au='2021-06-30')}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, chemin


def test_on_a_telephone_the_outcome_is_in_sight(entrer: Entrer, console: Console):
    page = entrer("lise", viewport={"width": 360, "height": 740})
    page.goto(f"{console.url}/conversations/?q={A_NOUS}")
    ligne = page.get_by_role("table").get_by_role("row").filter(has_text="verdict éligible")
    for vu in (ligne.get_by_text("verdict", exact=True), ligne.get_by_text("éligible", exact=True)):
        cadre = vu.bounding_box()
        assert cadre["x"] >= 0 and cadre["x"] + cadre["width"] <= 360
    liste = page.get_by_label("Liste des conversations")
    assert liste.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_search_leads_to_the_turn_in_which_the_words_were_said(entrer: Entrer, console: Console):
    page = entrer("lise")
    page.goto(f"{console.url}/conversations/?q={A_NOUS}")
    marque = page.locator("mark").filter(has_text=A_NOUS).first
    expect(marque).to_be_visible()
    marque.locator("xpath=..").get_by_role("link").click()
    expect(page.locator(":target")).to_contain_text(A_NOUS)


def test_a_figure_leads_to_as_many_conversations_as_it_counts(entrer: Entrer, console: Console):
    page, jour = entrer("lise"), aujourdhui()
    page.goto(f"{console.url}/chiffres/?du={jour}&au={jour}&comparer=precedente")
    figure = page.get_by_role("region", name="Résolues sans personne", exact=True)
    lien = figure.get_by_role("link").filter(has_not_text="CSV").filter(has_not_text="PNG").first
    combien = lien.inner_text()
    lien.click()
    expect(page.locator(".compte-total")).to_contain_text(f"{combien} conversation")


def test_a_figure_is_downloaded_as_a_spreadsheet_and_as_a_picture(entrer: Entrer, console: Console):
    page, jour = entrer("lise"), aujourdhui()
    page.goto(f"{console.url}/chiffres/?du={jour}&au={jour}")
    for sorte, debut in (("CSV", "\ufeffIssue;".encode()), ("PNG", b"\x89PNG")):
        with page.expect_download() as telechargement:
            page.get_by_role("link", name=f"{sorte}\u00a0: Issues").click()
        assert Path(telechargement.value.path()).read_bytes().startswith(debut)


def test_the_keyboard_alone_reaches_a_transcript(entrer: Entrer):
    page = entrer("lise")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    lien = page.get_by_role("table").get_by_role("link").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if lien.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("region", name="Transcription").or_(page.get_by_label("Transcription"))
    ).to_be_visible()
