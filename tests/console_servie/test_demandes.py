"""A request for a person, from who asks to who answers: assistant, home page, answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.console_servie.conftest import Console
from tests.console_servie.test_parcours import Entrer
from tests.navigateur import violations
from tests.serveurs import Conversation


def demander(visiteur: Conversation, sujet: str) -> str:
    """Somebody asks to be called back; the reference that they are told."""
    for dit in ("rappelez-moi", "Léa Martin", "lea@exemple.fr", sujet):
        visiteur.dire(dit)
    dites = " ".join(m["text"] for m in visiteur.dire("oui")["messages"])
    assert "Nous visons une réponse sous 3\u00a0jours ouvrés" in dites
    trouvee = re.search(r"D(-[A-Z0-9]{4}){2}", dites)
    assert trouvee is not None, dites
    return trouvee.group()


def attendues(page: Page) -> int:
    """How many requests wait, by the bar."""
    nombre = page.locator('[data-page="demandes"] [data-attend]')
    return int(nombre.get_attribute("data-attend") or 0) if nombre.count() else 0


def montrer_la_page_d_une_demande(page: Page, console: Console, reference: str) -> None:
    """Once the projection has her conversation, so that she can be answered there."""
    page.goto(f"{console.url}/demandes/")
    page.get_by_label("Référence").fill(reference.lower())
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", name=f"Demande {reference}")).to_be_visible()
    console.attendre(
        lambda: bool(page.reload()) and page.get_by_label("Votre réponse").count() == 1
    )


def test_a_visitor_asks_staff_answer_from_the_home_page_and_the_visitor_reads_who_wrote(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation]
):
    visiteur = nouvelle()
    reference = demander(visiteur, "mon dossier angélique")
    page = entrer("remi")
    page.get_by_role("link", name="Accueil").click()
    expect(page.get_by_role("listitem").filter(has_text="Demandes nouvelles")).to_contain_text(
        "la plus ancienne"
    )
    avant = attendues(page)
    assert avant >= 1
    page.get_by_role("link", name="Demandes nouvelles").click()
    page.get_by_role("link", name=f"Demande {reference}").click()
    montrer_la_page_d_une_demande(page, console, reference)
    page.get_by_label("Votre réponse").fill("Votre dossier est complet, Madame.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_role("status").first).to_contain_text("dans sa conversation")
    historique = page.get_by_role("list").filter(has_text="Reçue")
    expect(historique).to_contain_text("Répondue ici")
    expect(historique).to_contain_text("Votre dossier est complet, Madame.")
    expect(historique).to_contain_text("par remi")
    expect(page.get_by_text("répondue", exact=True).first).to_be_visible()
    assert attendues(page) == avant - 1
    lus = visiteur.client.get("/history").json()
    assert [(m["from"], m["text"]) for m in lus["messages"]][-1] == (
        "staff",
        "Votre dossier est complet, Madame.",
    )
    assert not lus["state"].get("handover")
    assert "45" in str(visiteur.dire("on est 45 à Oyonnax, récapitule"))  # by the assistant


def test_one_key_takes_the_next_without_the_mouse_and_gives_it_to_who_took_it(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation]
):
    reference = demander(nouvelle(), "mon dossier livèche")
    page = entrer("rose")
    for _ in range(20):
        page.goto(console.url)
        page.get_by_role("button", name="Prendre la suivante").press("Enter")
        if page.get_by_role("heading", name=reference).count():
            break
    expect(page.get_by_role("heading", name=reference)).to_be_visible()
    expect(page.get_by_label("Ce qui est demandé")).to_contain_text("rose")
    assert page.locator("[accesskey=s]").count() == 1


def test_the_numbers_follow_by_themselves_but_not_while_somebody_types(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation]
):
    page = entrer("lise")
    page.clock.install()
    page.goto(f"{console.url}/demandes/")
    avant = attendues(page)
    demandees: list[str] = []
    page.on("request", lambda r: demandees.append(r.url) if "x-suit" in r.headers else None)
    page.get_by_label("Référence").fill("D-7")
    page.clock.run_for(60_000)
    assert demandees == []
    page.get_by_label("Référence").blur()
    reference = demander(nouvelle(), "mon dossier cerfeuil")

    def vue() -> bool:
        page.clock.run_for(21_000)
        return attendues(page) == avant + 1

    console.attendre(vue, 60)
    expect(page.get_by_role("article", name=reference)).to_be_visible()
    expect(page.get_by_text("Du nouveau")).to_be_visible()
    assert set(demandees) == {f"{console.url}/demandes/"}


def test_a_page_that_is_read_only_to_refresh_the_bar_is_no_reading(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation]
):
    """A transcript's every reading is in the log of accesses: the bar looks at the home page."""
    page = entrer("remi")
    page.clock.install()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Conversation ")).to_be_visible()
    with page.expect_request(lambda r: "x-suit" in r.headers) as demandee:
        page.clock.run_for(21_000)
    assert demandee.value.url == f"{console.url}/"


@pytest.mark.parametrize("largeur", [1280, 320])
def test_the_page_of_a_request_is_whole_at_any_width_and_axe_finds_nothing_to_say(
    entrer: Entrer, console: Console, nouvelle: Callable[[], Conversation], largeur: int
):
    reference = demander(nouvelle(), f"mon dossier hysope{largeur}")
    page = entrer("ines", viewport={"width": largeur, "height": 800})
    montrer_la_page_d_une_demande(page, console, reference)
    page.get_by_label("Pour vos collègues").fill("elle préfère le matin")
    page.get_by_role("button", name="Ajouter la note").click()
    expect(page.get_by_text("elle préfère le matin")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
