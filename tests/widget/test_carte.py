"""The card: the verdict of the facts now known, whatever was said since, and after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.conversations.test_verdicts import A, B
from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite

REMPLACEE = "Réponse précédente, remplacée depuis"


def test_the_card_holds_what_is_certain_for_whom_what_to_do_and_by_which_rules(visite: Visite):
    visite.dire(A)
    carte = visite.carte
    expect(carte.get_by_role("heading", level=4)).to_have_text(
        ["Pour l'entreprise", "Ce qu'il vous reste à faire"]
    )
    expect(carte).to_contain_text("4\u00a0000\u00a0€ pour l'entreprise")
    expect(carte).to_contain_text("Faites la demande en ligne")
    expect(carte).to_contain_text("Réponse du 15 juin 2021 (vte-2019-2022, ")
    for pli in ("Les conditions", "Les aides fermées", "Ce que je n'ai pas vérifié", "Sources"):
        carte.get_by_text(pli, exact=True).click()
    expect(carte.get_by_text("Aide à l'installation de l'alternant, fermée")).to_be_visible()
    expect(carte.get_by_text("chiffre d'affaires et total du bilan")).to_be_visible()


def test_the_schemes_of_a_candidate_are_told_by_who_receives_them(visite: Visite):
    visite.dire(B)
    expect(visite.carte.get_by_role("heading", level=4).filter(has_text="Pour ")).to_have_count(2)


def test_the_buttons_of_the_card_are_answered(visite: Visite):
    visite.dire(A)
    visite.carte.get_by_role("button", name="Faire la demande").click()
    expect(visite.fil.locator(".user").last).to_contain_text("Faire la demande")
    expect(visite.fil).to_contain_text("mon.bpifrance.fr")
    expect(visite.alerte).to_be_empty()


def test_a_card_whose_facts_changed_says_so_and_the_current_one_is_below(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_contain_text("Les conditions sont remplies")
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("Les conditions ne sont pas remplies")
    expect(visite.page.get_by_label("Ce que j'en conclus")).to_have_count(1)
    ancienne = visite.fil.get_by_role("group").filter(has_text=REMPLACEE)
    expect(ancienne).to_have_count(1)
    ancienne.get_by_text(REMPLACEE).click()
    expect(ancienne).to_contain_text("Les conditions sont remplies")
    expect(ancienne.get_by_role("button")).to_have_count(0)


def test_a_first_verdict_that_shows_a_way_out_has_replaced_nothing(visite: Visite):
    """Out of the period, between its messages stands one that is no part of the card."""
    visite.dire(
        "Nous sommes 45 à Oyonnax, un CDD de 18 mois à partir du 1er septembre 2025, "
        "master obtenu en juin 2025"
    )
    expect(visite.carte).to_be_visible()
    expect(visite.page.get_by_label("Ce que j'en conclus")).to_have_count(1)
    expect(visite.fil.get_by_text(REMPLACEE)).to_have_count(0)
    visite.page.reload()
    visite.ouvrir()
    expect(visite.carte).to_be_visible()
    expect(visite.fil.get_by_text(REMPLACEE)).to_have_count(0)


def test_a_precision_that_no_message_announces_is_on_the_card_too(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_contain_text("VTE Vert, à confirmer")
    visite.dire("il sera signé le 20 août 2021")
    expect(visite.connus.last).to_contain_text("20 août 2021")
    expect(visite.page.get_by_label("Ce que j'en conclus")).to_have_count(1)
    visite.carte.get_by_text("Ce que vous m'avez dit").click()
    expect(visite.carte).to_contain_text("20 août 2021")


def test_after_a_reload_the_card_is_the_current_one_and_the_older_one_says_so(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.dire("finalement c'est à Lyon")
    expect(visite.carte).to_contain_text("Les conditions ne sont pas remplies")
    visite.page.reload()
    visite.ouvrir()
    expect(visite.carte).to_contain_text("Les conditions ne sont pas remplies")
    expect(visite.page.get_by_label("Ce que j'en conclus")).to_have_count(1)
    expect(visite.fil.get_by_text(REMPLACEE)).to_have_count(1)


def test_choices_that_were_not_taken_say_what_became_of_them(visiter: Ouvrir):
    visite = visiter().ouvrir()
    visite.dire("je recrute à Oyonnax, nous sommes 45")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    visite.dire("un CDD de 18 mois")
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")
    remplaces = visite.fil.get_by_text(
        "Choix remplacés par la suite\u00a0: CDI, CDD, Apprentissage"
    )
    expect(remplaces).to_be_visible()
    visite.page.reload()
    visite.ouvrir()
    expect(remplaces).to_be_visible()


@pytest.mark.parametrize("tape", ["", "cdd.", "CDD !"])
def test_a_choice_that_was_taken_is_not_called_replaced(visite: Visite, tape: str):
    """`tape`: what was typed instead of a click."""
    visite.dire("je recrute à Oyonnax, nous sommes 45")
    expect(visite.bouton("CDD", exact=True)).to_be_visible()
    if tape:
        visite.dire(tape)
    else:
        visite.choisir("CDD")
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")
    expect(visite.fil).not_to_contain_text("Choix remplacés")


def test_the_buttons_of_the_card_are_those_of_now(visite: Visite):
    """« Continuer » changes no verdict: it is no longer offered all the same."""
    visite.dire("Nous sommes 45 à Lyon")
    visite.choisir("Oui")  # it is the post's commune: what refuses is asked first
    continuer = visite.carte.get_by_role("button", name="Continuer")
    continuer.click()
    expect(visite.fil.locator(".user").last).to_contain_text("Continuer")
    expect(continuer).to_have_count(0)
    expect(visite.carte.get_by_role("button", name="Modifier", exact=True)).to_be_visible()
    expect(visite.page.get_by_label("Ce que j'en conclus")).to_have_count(1)
    expect(visite.champ).to_be_focused()


def test_the_focus_stays_on_a_button_of_the_card_while_others_speak(
    visite: Visite, visiter: Ouvrir
):
    """The same verdict comes again with each answer: its buttons are not made anew."""
    visite.dire(A)
    bouton = visite.carte.get_by_role("button", name="Modifier", exact=True)
    bouton.focus()
    autre = visiter().ouvrir()
    autre.dire("Qu'est-ce que le VTE ?")
    expect(visite.fil.locator(".user").last).to_contain_text("Qu'est-ce que le VTE")
    expect(bouton).to_be_focused()


def test_a_verdict_that_was_read_before_is_no_news_to_the_page(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    assert [e["nom"] for e in visite.evenements()].count("verdict") == 1
    visite.page.reload()
    visite.ouvrir()
    expect(visite.carte).to_be_visible()
    assert "verdict" not in [e["nom"] for e in visite.evenements()]


def test_overseas_the_day_of_the_answer_and_that_of_its_end_are_those_of_paris(
    navigateur: Browser, serveurs: Serveurs
):
    dits = []
    for fuseau in ("America/Martinique", "Europe/Paris", "Pacific/Noumea"):
        contexte = navigateur.new_context(timezone_id=fuseau, locale="fr-FR")
        page = contexte.new_page()
        page.goto(f"{serveurs.url}/")
        visite = Visite(page)
        visite.dire(A)
        expect(visite.carte).to_contain_text("Réponse du 15 juin 2021")
        visite.bouton("Garder ce résultat").click()
        dits.append(visite.carte.get_by_text("Résultat gardé jusqu'au").inner_text()[:50])
        contexte.close()
    assert len({dit.partition(".")[0] for dit in dits}) == 1
