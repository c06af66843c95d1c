"""A day of work of two people of the staff and their manager, from the home page to the log."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.channels.shared.announcements import FRESH
from tests.bureau import Bureau
from tests.console_servie.conftest import Console
from tests.console_servie.test_demandes import demander, montrer_la_page_d_une_demande
from tests.console_servie.test_parcours import Entrer
from tests.messageries import SurTelegram
from tests.navigateur import violations
from tests.serveurs import Conversation, Serveurs

MAL_LUE = "grmblf la sarriette du bidule truc"
FERMEE = "Nous relisons le barème."


@pytest.fixture
def reouvert(serveurs: Serveurs) -> Iterator[None]:
    """Whatever the day becomes, the assistant of the other tests is open."""
    yield
    Bureau().tout_retirer()


def dit(page: Page) -> None:
    expect(page.get_by_role("status").first).not_to_be_empty()


@pytest.mark.usefixtures("reouvert")
def test_two_of_the_staff_and_their_manager_have_a_day(
    entrer: Entrer,
    console: Console,
    serveurs: Serveurs,
    nouvelle: Callable[[], Conversation],
):
    remi, rose, ines = entrer("remi"), entrer("rose"), entrer("ines")

    # Morning: a visitor has asked for somebody; Rémi finds it on the home page, and answers.
    visiteuse = nouvelle()
    reference = demander(visiteuse, "mon dossier sarriette")
    remi.goto(console.url)
    remi.get_by_role("link", name="Demandes nouvelles").click()
    montrer_la_page_d_une_demande(remi, console, reference)
    remi.get_by_label("Votre réponse").fill("Votre dossier est complet.")
    remi.get_by_role("button", name="Envoyer la réponse").click()
    expect(remi.get_by_text("répondue", exact=True).first).to_be_visible()
    lue = visiteuse.client.get("/history").json()["messages"][-1]
    assert (lue["from"], lue["text"]) == ("staff", "Votre dossier est complet.")

    # Rose goes through what was not understood, and corrects a sentence.
    visiteur = nouvelle()
    for mots in (MAL_LUE, "on est 45 à Oyonnax"):
        visiteur.dire(mots)
    recherche = f"{console.url}/conversations/?q=sarriette bidule"
    console.attendre(lambda: bool(rose.goto(recherche)) and rose.get_by_role("table").count() == 1)
    expect(rose.locator("mark").first).to_have_text("sarriette")
    rose.goto(f"{console.url}/relire/incompris/")
    expect(rose.get_by_role("heading", level=1)).to_be_visible()
    rose.goto(recherche)
    rose.get_by_role("table").get_by_role("link").first.click()
    rose.get_by_role("link", name="Corriger ce tour").first.click()
    rose.get_by_role("radio", name="donner des informations").check()
    rose.get_by_role("button", name="Proposer la correction").click()
    expect(rose.get_by_role("status").first).to_contain_text("est proposée")

    # She may not judge her own; Rémi does, and the home page of neither counts it any more.
    remi.goto(f"{console.url}/corrections/")
    rose.goto(f"{console.url}/corrections/")
    expect(rose.get_by_role("row").filter(has_text=MAL_LUE)).to_contain_text("à une autre personne")
    remi.get_by_role("button", name=f"Accepter\u00a0: {MAL_LUE}").click()
    dit(remi)
    remi.goto(f"{console.url}/corrections/?etat=acceptee")
    expect(remi.get_by_role("row").filter(has_text=MAL_LUE)).to_contain_text("remi")

    # Noon: somebody on Telegram is taken over by Rose, and given back.
    personne = SurTelegram(serveurs)
    personne.dire("bonjour, un mot marjolaine")
    chez_elle = f"{console.url}/conversations/?q=marjolaine"
    console.attendre(lambda: bool(rose.goto(chez_elle)) and rose.get_by_role("table").count() == 1)
    rose.get_by_role("table").get_by_role("link").first.click()
    rose.get_by_role("link", name="Répondre à cette personne").click()
    rose.get_by_role("button", name="Prendre la main").click()
    personne.dire("il y a quelqu'un ?")
    rose.get_by_label("Votre message").fill("Oui, je vous lis.")
    rose.get_by_role("button", name="Envoyer").click()
    assert "Oui, je vous lis." in "\n".join(personne.lire())
    rose.get_by_role("button", name="Rendre la main").click()
    assert "de nouveau l'assistant" in "\n".join(personne.lire())

    # Afternoon: the manager closes the assistant; the site and Telegram say so; she opens it again.
    ines.goto(f"{console.url}/ouverture/")
    ines.locator("summary", has_text="Fermer l'assistant").click()
    fermer = ines.locator("form", has=ines.get_by_role("button", name="Fermer l'assistant"))
    fermer.get_by_label("Phrase").fill(FERMEE)
    fermer.get_by_label("Fermé jusqu'au").fill("2099-12-31T09:00")
    fermer.get_by_label("Motif").fill("nouveau barème")
    assert violations(ines) == []
    fermer.get_by_role("button", name="Fermer l'assistant").click()
    expect(ines.get_by_role("heading", name="L'assistant est fermé")).to_be_visible()
    time.sleep(FRESH)
    assert FERMEE in visiteur.dire("un CDI")["messages"][0]["text"]
    assert FERMEE in "\n".join(personne.dire("récapitule"))
    ines.get_by_label("Motif").first.fill("barème relu")
    ines.get_by_role("button", name="Rouvrir maintenant").click()
    expect(ines.get_by_role("heading", name="L'assistant est ouvert")).to_be_visible()
    time.sleep(FRESH)
    assert visiteur.dire("un CDI")["state"]["dossier"]["contrat"] == "cdi"

    # Evening: she looks at the figures and at who did what; nobody has touched the log.
    ines.goto(f"{console.url}/chiffres/")
    expect(ines.get_by_role("heading", name="Chiffres", level=1)).to_be_visible()
    ines.goto(f"{console.url}/acces/")
    journal = ines.get_by_role("table")
    for geste in ("réponse écrite", "main prise", r"fermeture \d+ publiée", "fermeture retirée"):
        expect(journal.get_by_text(re.compile(geste)).first).to_be_visible()
    expect(journal.get_by_text("nouveau barème").first).to_be_visible()
    assert "est entier" in console.manage("journal", "verifier")
