"""What is done with an answer: kept, sent, printed, judged; and starting again, undone."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.conversations.test_verdicts import A
from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite


def garder(visite: Visite) -> str:
    """Keeps the verdict of A; the address of its page."""
    visite.dire(A)
    visite.bouton("Garder ce résultat").click()
    expect(visite.carte).to_contain_text("Résultat gardé jusqu'au")
    return visite.carte.get_by_role("link", name="Ouvrir et imprimer").get_attribute("href") or ""


def test_a_result_is_kept_under_an_address_and_a_reference(visite: Visite, serveurs: Serveurs):
    adresse = garder(visite)
    assert adresse.startswith(f"{serveurs.url}/results/")
    expect(visite.carte.locator(".garde strong")).to_have_text(re.compile(r"^VTE-\w{4}-\w{4}$"))
    page = visite.page.context.new_page()
    page.goto(adresse)
    expect(page.get_by_role("main")).to_contain_text("4\u00a0000\u00a0€")


def test_its_address_is_copied(contexte: BrowserContext, visite: Visite):
    contexte.grant_permissions(["clipboard-read", "clipboard-write"])
    adresse = garder(visite)
    visite.bouton("Copier le lien").click()
    expect(visite.page.get_by_text("Lien copié.")).to_be_attached()
    assert visite.page.evaluate("navigator.clipboard.readText()") == adresse


def test_a_copy_that_the_browser_refuses_is_said(visite: Visite):
    visite.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    garder(visite)
    visite.bouton("Copier le lien").click()
    expect(visite.page.get_by_text("La copie n'a pas marché")).to_be_attached()


def test_it_is_sent_by_one_s_own_mail_program(visite: Visite):
    adresse = garder(visite)
    lien = (
        visite.carte.get_by_role("link", name="Envoyer le lien", exact=True).get_attribute("href")
        or ""
    )
    assert lien.startswith("mailto:?subject=")
    assert visite.page.evaluate("decodeURIComponent", lien).endswith(adresse)


def test_on_a_phone_it_is_sent_by_the_share_sheet(visiter: Ouvrir, contexte: BrowserContext):
    contexte.add_init_script(
        "navigator.share = async (quoi) => { globalThis.partage = quoi; };"
        "Object.defineProperty(MediaQueryList.prototype, 'matches', { get() { "
        "return /coarse/.test(this.media); } });"
    )
    visite = visiter()
    visite.bouton("Une question sur le VTE").click()
    adresse = garder(visite)
    visite.carte.get_by_role("button", name="Envoyer le lien", exact=True).click()
    assert visite.page.evaluate("globalThis.partage.url") == adresse


def test_print_and_download_give_the_page(contexte: BrowserContext, visite: Visite):
    adresse = garder(visite)
    with contexte.expect_page() as imprimee:
        visite.carte.get_by_role("link", name="Ouvrir et imprimer").click()
    imprimee.value.wait_for_load_state()
    assert imprimee.value.url == adresse
    telecharger = visite.carte.get_by_role("link", name="Télécharger")
    assert telecharger.get_attribute("href") == f"{adresse}?telecharger"


def test_a_result_that_cannot_be_kept_is_said(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    dit = {"error": {"code": "rien_a_garder", "message": "Il n'y a pas encore de résultat."}}
    visite.page.route(
        "**/results",
        lambda r: r.fulfill(status=409, headers={"Access-Control-Allow-Origin": "*"}, json=dit),
    )
    visite.bouton("Garder ce résultat").click()
    expect(visite.alerte).to_have_text("Il n'y a pas encore de résultat.")
    expect(visite.bouton("Garder ce résultat")).to_be_visible()


class Avis:
    """The opinions that the server accepts from now on."""

    def __init__(self, page: Page) -> None:
        self._page, self._recus = page, list[dict[str, Any]]()
        page.on("response", self._noter)

    def _noter(self, reponse: Response) -> None:
        requete = reponse.request
        if requete.url.endswith("/feedback") and reponse.status == 204:
            self._recus.append(json.loads(requete.post_data or "{}"))

    def sont(self, *attendus: dict[str, Any]) -> None:
        """These, in this order, and no other. The page says thanks before the browser tells."""
        for _ in range(200):
            if len(self._recus) >= len(attendus):
                break
            self._page.wait_for_timeout(50)
        assert self._recus == list(attendus)


def test_a_useful_verdict_is_one_click_and_is_asked_once(visite: Visite):
    recus = Avis(visite.page)
    visite.dire(A)
    question = visite.carte.get_by_role("group", name="Cette réponse vous est-elle utile")
    question.get_by_role("button", name="Oui").click()
    expect(question).to_have_text("Merci de votre avis.")
    recus.sont({"about": "verdict", "useful": True})
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("ne sont pas remplies")
    expect(visite.carte).not_to_contain_text("Cette réponse vous est-elle utile")


def test_why_a_verdict_is_not_useful_is_said_with_a_reason_and_words(visite: Visite):
    recus = Avis(visite.page)
    visite.dire(A)
    question = visite.carte.get_by_role("group", name="Cette réponse vous est-elle utile")
    question.get_by_role("button", name="Non").click()
    question.get_by_label("Ce n'est pas clair").check()
    precisions = question.get_by_label("Précisez")
    expect(precisions).to_have_attribute("maxlength", "300")
    precisions.fill("Trop de sigles.")
    question.get_by_role("button", name="Envoyer mon avis").click()
    expect(question).to_have_text("Merci de votre avis.")
    recus.sont(
        {"about": "verdict", "useful": False},
        {"about": "verdict", "useful": False, "reason": "unclear", "text": "Trop de sigles."},
    )


QUESTION = "Cette réponse vous est-elle utile"


def relire(visite: Visite) -> None:
    """Loads the page again, and opens the conversation that goes on."""
    visite.page.reload()
    visite.ouvrir()
    expect(visite.carte).to_be_visible()


def test_what_was_not_answered_is_asked_again_after_a_reload_and_what_was_is_not(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_contain_text(QUESTION)
    relire(visite)
    question = visite.carte.get_by_role("group", name=QUESTION)
    expect(question).to_have_count(1)
    question.get_by_role("button", name="Oui").click()
    expect(question).to_have_text("Merci de votre avis.")
    relire(visite)
    expect(visite.carte).to_contain_text("Les conditions sont remplies")
    expect(visite.carte).not_to_contain_text(QUESTION)
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("ne sont pas remplies")
    expect(visite.carte).not_to_contain_text(QUESTION)
    visite.option("Effacer")
    visite.bouton("Oui, effacer").click()
    expect(visite.page.get_by_text("La conversation est effacée.")).to_be_attached()
    visite.dire(A)
    expect(visite.carte).to_contain_text(QUESTION)  # of another conversation


def test_an_opinion_on_a_message_is_none_on_the_verdict(visite: Visite):
    visite.dire("bonjour")
    visite.bouton("Votre avis sur cette réponse").last.click()
    visite.fil.get_by_role("button", name="Oui").click()
    expect(visite.fil.get_by_text("Merci de votre avis.")).to_be_visible()
    visite.dire(A)
    expect(visite.carte).to_contain_text(QUESTION)
    relire(visite)
    expect(visite.carte).to_contain_text(QUESTION)


def test_each_answer_has_a_menu_to_judge_it(visite: Visite):
    recus = Avis(visite.page)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("Quel est le contrat")
    visite.bouton("Votre avis sur cette réponse").last.click()
    visite.fil.get_by_role("button", name="Oui").click()
    expect(visite.fil.get_by_text("Merci de votre avis.")).to_be_visible()
    histoire = visite.page.evaluate("""async () => {
      const headers = { Authorization: `Bearer ${localStorage.getItem('assistant-vte')}` };
      const serveur = document.querySelector('assistant-vte').getAttribute('server');
      return (await (await fetch(`${serveur}/history`, { headers })).json()).messages;
    }""")
    recus.sont({"about": histoire[-1]["id"], "useful": True})


def test_an_opinion_that_does_not_arrive_is_said(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.page.route("**/feedback", lambda route: route.abort())
    visite.carte.get_by_role("button", name="Oui").click()
    expect(visite.alerte).to_contain_text("La connexion est coupée")
    expect(visite.carte.get_by_role("button", name="Oui")).to_be_visible()
