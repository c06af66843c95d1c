"""The widget at an address of its own version, and from another server than the assistant's."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from typer.testing import CliRunner

from tests.serveurs import Serveurs
from tests.widget.conftest import Visite
from tests.widget.hote import Hote
from vte.cli import application
from vte.widget import CHEMIN, integrites, version


@pytest.fixture
def balises(serveurs: Serveurs) -> str:
    """What `vte widget integrite` writes for these servers, and a page pastes."""
    origine = serveurs.url.removesuffix("/webhooks/web")
    dit = CliRunner().invoke(application, ["widget", "integrite", "--adresse", origine])
    assert dit.exit_code == 0
    return dit.stdout


EN_ANGLAIS = "langues/en.js"  # of a page that asks for it


def demandes(page: Page) -> list[Request]:
    """What the page asks for from now on."""
    faites: list[Request] = []
    page.on("request", lambda requete: faites.append(requete))
    return faites


def parler(page: Page) -> None:
    Visite(page).ouvrir().dire("on est 45 à Oyonnax")
    expect(page.get_by_role("log")).to_contain_text("C'est noté")


def test_the_tags_of_a_version_are_enough_and_all_its_files_are_of_that_version(
    contexte: BrowserContext, hote: Hote, balises: str
):
    page = contexte.new_page()
    faites = demandes(page)
    page.goto(hote.avec(balises))
    parler(page)
    du_widget = {f.url.partition(CHEMIN)[2] for f in faites if CHEMIN in f.url}
    assert du_widget == {f"{version()}/{nom}" for nom in integrites() if nom != EN_ANGLAIS}


def test_a_version_without_data_server_calls_the_server_that_it_comes_from(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs, balises: str
):
    donnee = f' data-server="{serveurs.url.removesuffix("/webhooks/web")}"'
    assert donnee in balises
    page = contexte.new_page()
    page.goto(hote.avec(balises.replace(donnee, "")))
    parler(page)


def test_a_copy_on_another_site_calls_the_server_that_data_server_names(
    contexte: BrowserContext, hote: Hote, serveurs: Serveurs
):
    page = contexte.new_page()
    faites = demandes(page)
    copie = f"{hote.origine}/copie/widget.js"
    page.goto(
        hote.avec(f'<script type="module" src="{copie}" data-server="{serveurs.url}"></script>')
    )
    parler(page)
    assert not any(CHEMIN in f.url for f in faites)  # no file of it is the server's
    assert any(f.url == f"{serveurs.url}/messages" for f in faites)
