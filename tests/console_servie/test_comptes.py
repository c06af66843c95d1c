"""An account, in a real browser: opened, its factor enrolled, used, locked, unlocked, closed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console_servie.conftest import Console
from tests.navigateur import violations

Entrer = Callable[..., Page]
CHOISI = "ma-phrase-a-moi-seule-42"


@pytest.fixture
def camille(navigateur: Browser, console: Console) -> Page:
    """Somebody else's browser, at the login page, on a telephone."""
    contexte = navigateur.new_context(viewport={"width": 320, "height": 700}, locale="fr-FR")
    page = contexte.new_page()
    page.set_default_timeout(8_000)
    page.goto(f"{console.url}/connexion/")
    return page


def entrer_par_le_mot(page: Page, console: Console, nom: str, mot: str) -> None:
    page.goto(f"{console.url}/connexion/")
    page.get_by_label("Nom d'utilisateur").fill(nom)
    page.get_by_label("Mot de passe").fill(mot)
    page.get_by_role("button", name="Se connecter").click()


def lisible(page: Page) -> None:
    """Nothing for axe-core to say, nothing cut off at this width."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def donner(page: Page, code: str) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Continuer").click()


def prochain(totp: pyotp.TOTP, apres: int) -> tuple[str, int]:
    """A code of a later half minute than the last, waited for if need be."""
    while (pas := int(time.time()) // 30) <= apres:
        time.sleep(0.5)
    return totp.at(pas * 30), pas


def test_from_the_new_account_to_the_locked_factor(entrer: Entrer, console: Console, camille: Page):
    ada = entrer("ada")
    ada.get_by_role("link", name="Comptes").click()
    ada.get_by_label("Nom d’utilisateur").fill("camille")
    ada.get_by_label("Groupe").select_option("responsable")
    ada.get_by_role("button", name="Ouvrir le compte").click()
    lisible(ada)
    provisoire = ada.locator("#mot").inner_text()

    # Her own password, in the place of the one that she was told
    entrer_par_le_mot(camille, console, "camille", provisoire)
    expect(camille.get_by_role("heading", name="Choisissez votre mot de passe")).to_be_visible()
    lisible(camille)
    camille.get_by_label("Ancien mot de passe").fill(provisoire)
    camille.get_by_label("Nouveau mot de passe", exact=True).fill(CHOISI)
    camille.get_by_label(re.compile("Confirmation")).fill(CHOISI)
    camille.get_by_role("button", name="Changer").click()
    expect(camille.get_by_role("heading", name="Ce qui vous attend")).to_be_visible()

    # Her telephone
    camille.get_by_role("link", name="camille").click()
    lisible(camille)
    totp = pyotp.TOTP(camille.locator(".cle").inner_text().replace(" ", ""))
    code, pas = prochain(totp, 0)
    camille.get_by_label("Code à six chiffres").fill(code)
    camille.get_by_role("button", name="Mettre en place").click()
    lisible(camille)
    secours = camille.locator(".secours code").all_inner_texts()
    assert len(secours) == 10
    camille.get_by_role("link", name="Ils sont notés").click()
    camille.get_by_role("button", name="Se déconnecter").click()

    # In with a code of it, to where she wanted to go
    entrer_par_le_mot(camille, console, "camille", CHOISI)
    expect(camille.get_by_role("heading", name="Votre code")).to_be_visible()
    lisible(camille)
    camille.goto(f"{console.url}/acces/")
    code, pas = prochain(totp, pas)
    donner(camille, code)
    expect(camille.get_by_role("heading", name="Journal des accès")).to_be_visible()
    camille.get_by_role("button", name="Se déconnecter").click()

    # In with a recovery code
    entrer_par_le_mot(camille, console, "camille", CHOISI)
    donner(camille, secours[0])
    expect(camille.get_by_role("status")).to_contain_text("Il vous en reste 9")
    camille.get_by_role("button", name="Se déconnecter").click()

    # Locked, and unlocked by an administrator
    entrer_par_le_mot(camille, console, "camille", CHOISI)
    for _ in range(4):
        donner(camille, "000000")
        expect(camille.get_by_role("alert")).to_be_visible()
    donner(camille, "000000")
    expect(camille.get_by_role("heading", name="verrouillé")).to_be_visible()
    entrer_par_le_mot(camille, console, "camille", CHOISI)
    donner(camille, secours[1])
    expect(camille.get_by_role("heading", name="verrouillé")).to_be_visible()
    ada.goto(f"{console.url}/verrous/")
    lisible(ada)
    ada.get_by_role("button", name="Déverrouiller").click()
    expect(ada.get_by_role("status")).to_contain_text("déverrouillé")
    entrer_par_le_mot(camille, console, "camille", CHOISI)
    donner(camille, secours[1])
    expect(camille.get_by_role("heading", name="Ce qui vous attend")).to_be_visible()
    camille.get_by_role("link", name="camille").click()
    lisible(camille)

    # Closed: her session ends
    ada.goto(f"{console.url}/comptes/")
    ada.get_by_role("link", name="camille").click()
    lisible(ada)
    ada.get_by_role("button", name="Fermer le compte").click()
    expect(ada.get_by_role("status")).to_contain_text("fermé")
    camille.goto(f"{console.url}/conversations/")
    expect(camille.get_by_role("heading", name="Connexion")).to_be_visible()
    assert "entier" in console.manage("journal", "verifier")
    camille.context.close()
