"""The three conversations that the assistant exists for, typed and clicked to their verdicts."""

from __future__ import annotations

import json
import re

from playwright.sync_api import BrowserContext, expect

from tests.conversations.test_verdicts import A, B, C
from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite


def verdict(visite: Visite) -> str:
    return [e["verdict"]["statut"] for e in visite.evenements() if e["nom"] == "verdict"][-1]


def repondre(visite: Visite, connus: int, *reponses: str) -> None:
    """Types each answer once the one before is noted; `connus`: facts known by then."""
    for deja, reponse in enumerate(reponses, connus):
        expect(visite.connus).to_have_count(deja)
        visite.dire(reponse)


def test_the_owner_types_one_message_and_reads_the_card(visite: Visite):
    visite.dire(A)
    carte = visite.carte
    expect(carte.get_by_role("heading", level=3)).to_have_text("Les conditions sont remplies")
    expect(carte.get_by_text("4\u00a0000\u00a0€", exact=True)).to_be_visible()
    expect(carte).to_contain_text(
        "Remplie\u00a0: Oyonnax (01) fait partie du Territoire d'industrie"
    )
    expect(carte).to_contain_text("Réponse indicative, à faire confirmer.")
    carte.get_by_text("Sources", exact=True).click()
    expect(
        carte.get_by_role("link", name="https://www.vte-france.fr/territoire-dindustrie")
    ).to_have_count(1)
    assert verdict(visite) == "eligible"


def test_the_card_takes_the_place_of_the_messages_that_it_says_better(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    expect(visite.fil).to_contain_text("Bonne nouvelle")
    expect(visite.fil).not_to_contain_text("Condition par condition")
    dit = visite.fil.text_content() or ""  # folded too
    assert dit.count("fait partie du Territoire d'industrie") == 1


def test_the_candidate_types_one_message_and_reads_both_aids(visite: Visite):
    visite.dire(B)
    expect(visite.carte.get_by_text("1\u00a0200\u00a0€", exact=True)).to_be_visible()
    expect(visite.carte).to_contain_text("Aide à l'installation")
    assert verdict(visite) == "eligible"


def test_the_refused_owner_reads_which_condition_is_not_met(visite: Visite):
    visite.dire(C)
    expect(visite.carte.get_by_role("heading", level=3)).to_have_text(
        "Les conditions ne sont pas remplies"
    )
    expect(visite.carte.get_by_role("listitem").first).to_contain_text(
        "Non remplie\u00a0: Lyon (69)"
    )
    expect(visite.carte).not_to_contain_text(re.compile("ouverte", re.IGNORECASE))
    assert verdict(visite) == "non_eligible"


def test_the_owner_clicks_and_answers_to_the_verdict(visite: Visite):
    visite.choisir("Je recrute un jeune")
    visite.champ.press_sequentially("oyon")
    visite.page.get_by_role("option", name="Oyonnax").click()
    visite.choisir("Moins de 250")
    visite.choisir("CDD")
    repondre(visite, 3, "1er septembre 2021", "18 mois", "un master", "juin 2021")
    expect(visite.carte.get_by_text("4\u00a0000\u00a0€", exact=True)).to_be_visible()
    assert verdict(visite) == "eligible"


def test_the_candidate_clicks_and_answers_to_the_verdict(visite: Visite):
    visite.choisir("Je suis candidat")
    visite.choisir("Apprentissage")
    repondre(
        visite, 1, "Figeac", "300 personnes", "1er octobre 2021", "24 mois", "un BTS", "une licence"
    )
    expect(visite.carte.get_by_text("1\u00a0200\u00a0€", exact=True)).to_be_visible()


def test_a_homonym_is_chosen_with_a_button(visite: Visite):
    visite.dire("Nous sommes 12, un CDI à Saint-Denis")
    visite.choisir("Saint-Denis (30, Gard)")
    expect(visite.carte).to_contain_text(
        "Saint-Denis (30) n'est pas dans un Territoire d'industrie"
    )


def test_the_choices_of_every_message_of_a_reply_can_be_clicked(visite: Visite):
    visite.dire("je recrute à Oyonnax, nous sommes 45")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    visite.dire("je veux parler à quelqu'un")
    expect(visite.bouton("Être recontacté")).to_be_visible()
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    visite.choisir("Être recontacté")
    expect(visite.fil).to_contain_text("À quel nom")
    expect(visite.connus).to_have_count(0)  # the request hears its own answers only


def test_what_is_known_is_shown_and_a_click_changes_it(visite: Visite):
    visite.dire("on est 45 à Oyonnax, un CDD de 18 mois")
    expect(visite.page.get_by_role("progressbar", name="4 réponses sur 7")).to_be_visible()
    visite.modifier("la commune du poste")
    expect(visite.fil).to_contain_text("Dans quelle commune")
    visite.champ.press_sequentially("figea")
    visite.page.get_by_role("option", name="Figeac").click()
    visite.montrer_les_faits()
    expect(visite.bouton("Modifier la commune du poste")).to_have_text(
        "Modifier la commune du poste\u00a0: Figeac (46)"
    )


def test_a_verdict_changes_with_an_answer(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_contain_text("Les conditions sont remplies")
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("Les conditions ne sont pas remplies")
    assert [e["verdict"]["statut"] for e in visite.evenements() if e["nom"] == "verdict"] == [
        "eligible",
        "non_eligible",
    ]


def test_erasing_asks_first_then_leaves_nothing(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.option("Effacer")
    expect(visite.bouton("Non, garder")).to_be_focused()
    visite.bouton("Non, garder").click()
    expect(visite.fil).to_contain_text("C'est noté")
    visite.option("Effacer")
    visite.bouton("Oui, effacer").click()
    expect(visite.fil).not_to_contain_text("Oyonnax")
    expect(visite.connus).to_have_count(0)
    assert visite.page.evaluate("localStorage.length") == 0
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")


def test_starting_again_forgets_the_facts_and_goes_on_in_the_same_conversation(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.connus).to_have_count(2)
    visite.option("Recommencer")
    visite.dire("bonjour")  # who goes on does not wait
    expect(visite.fil).to_contain_text("nous repartons de zéro")
    expect(visite.connus).to_have_count(0)


def test_erasing_in_words_empties_the_log_too(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.dire("efface toute notre conversation")
    visite.choisir("Oui, tout effacer")
    expect(visite.fil).to_contain_text("cette conversation est effacée")
    expect(visite.fil).not_to_contain_text("Oyonnax")


def test_the_page_of_the_assistant_alone_holds_a_conversation(
    contexte: BrowserContext, serveurs: Serveurs
):
    page = contexte.new_page()
    page.goto(f"{serveurs.url}/")
    visite = Visite(page)
    visite.dire(A)
    expect(visite.carte).to_contain_text("Les conditions sont remplies")


def test_an_event_tells_the_page_what_happened_without_the_visitor_s_words(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    entendus = visite.evenements()
    assert [e["nom"] for e in entendus] == ["open", "message"]
    assert "45 à Oyonnax" not in json.dumps(entendus, ensure_ascii=False)


def test_a_page_asks_for_the_visitor(visiter: Ouvrir):
    visite = visiter()
    visite.page.evaluate("document.querySelector('assistant-vte').ask(\"Qu'est-ce que le VTE ?\")")
    expect(visite.fil).to_contain_text("148 Territoires d'industrie")
