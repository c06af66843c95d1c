"""Starting again: undone for ten seconds, then done, once."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.conversations.test_verdicts import A
from tests.widget.conftest import Ouvrir, Visite


def partis(visite: Visite) -> list[str]:
    """The texts that leave from now on."""
    textes: list[str] = []

    def noter(route: Route) -> None:
        textes.append(json.loads(route.request.post_data or "{}").get("text", ""))
        route.continue_()

    visite.page.route("**/messages", noter)
    return textes


@pytest.fixture
def recommence(visite: Visite) -> Visite:
    """A conversation that its visitor has just asked to start again, on a clock of ours."""
    visite.dire("on est 45 à Oyonnax")
    expect(visite.connus).to_have_count(2)
    visite.page.clock.install()
    visite.option("Recommencer")
    return visite


def test_starting_again_is_undone_for_ten_seconds(recommence: Visite):
    textes = partis(recommence)
    expect(recommence.fil).to_be_hidden()
    expect(recommence.bouton("Annuler")).to_be_focused()
    recommence.page.clock.run_for(9_000)
    recommence.bouton("Annuler").click()
    expect(recommence.champ).to_be_focused()
    expect(recommence.fil).to_contain_text("on est 45 à Oyonnax")
    expect(recommence.connus).to_have_count(2)
    recommence.page.clock.run_for(20_000)
    expect(recommence.bouton("Annuler")).to_have_count(0)
    assert textes == []


def test_who_does_not_start_again_after_all_finds_the_place_that_was_read(visite: Visite):
    visite.page.set_viewport_size({"width": 390, "height": 568})
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.carte.get_by_text("Ce que je n'ai pas vérifié").scroll_into_view_if_needed()
    vue = visite.page.get_by_role("group", name="Conversation")
    avant = vue.evaluate("e => e.scrollTop")
    visite.option("Recommencer")
    visite.bouton("Annuler").click()
    assert avant > 100 and vue.evaluate("e => e.scrollTop") == avant


def test_after_ten_seconds_it_starts_again_and_the_focus_is_in_the_field(recommence: Visite):
    expect(recommence.bouton("Annuler")).to_be_focused()
    recommence.page.clock.run_for(10_500)
    expect(recommence.champ).to_be_focused()
    expect(recommence.fil).to_contain_text("nous repartons de zéro")
    expect(recommence.connus).to_have_count(0)


def test_an_undo_that_ends_takes_the_focus_from_nothing_else(recommence: Visite):
    recommence.bouton("Options").focus()
    recommence.page.clock.run_for(10_500)
    expect(recommence.fil).to_contain_text("nous repartons de zéro")
    expect(recommence.bouton("Options")).to_be_focused()


def test_the_answer_of_before_is_not_called_replaced_where_nothing_replaces_it(visite: Visite):
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    visite.page.clock.install()
    visite.option("Recommencer")
    visite.page.clock.run_for(10_500)
    expect(visite.fil).to_contain_text("nous repartons de zéro")
    avant = visite.fil.locator("summary").filter(has_text="Réponse précédente")
    expect(avant).to_have_text(["Réponse précédente"])
    visite.page.reload()
    visite.ouvrir()
    expect(avant).to_have_text(["Réponse précédente"])


def test_who_writes_meanwhile_starts_again_at_once(recommence: Visite):
    textes = partis(recommence)
    recommence.dire("un CDD de 18 mois")
    expect(recommence.fil).to_contain_text("C'est noté\u00a0: CDD, 18\u00a0mois.")
    assert textes == ["Recommencer", "un CDD de 18 mois"]


def test_who_leaves_the_page_meanwhile_has_started_again(recommence: Visite, visiter: Ouvrir):
    """A browser tells nobody of what leaves with a page: the server says what it has heard."""
    recommence.page.goto("about:blank")
    suivante = visiter().ouvrir()
    for _ in range(20):
        if "nous repartons de zéro" in (suivante.fil.text_content() or ""):
            break
        suivante.page.wait_for_timeout(250)
        suivante.page.reload()
        suivante.ouvrir()
    expect(suivante.fil).to_contain_text("nous repartons de zéro")
    expect(suivante.connus).to_have_count(0)


def test_asked_twice_it_waits_ten_seconds_from_the_second_time(recommence: Visite):
    textes = partis(recommence)
    recommence.page.clock.run_for(6_000)
    recommence.option("Recommencer")
    recommence.page.clock.run_for(6_000)
    expect(recommence.bouton("Annuler")).to_be_visible()
    assert textes == []
    recommence.page.clock.run_for(4_500)
    expect(recommence.fil).to_contain_text("nous repartons de zéro")
    assert textes == ["Recommencer"]


def test_what_is_erased_in_another_tab_meanwhile_is_not_started_again(
    recommence: Visite, visiter: Ouvrir
):
    textes = partis(recommence)
    autre = visiter().ouvrir()
    expect(autre.fil).to_contain_text("C'est noté")
    autre.option("Effacer")
    autre.bouton("Oui, effacer").click()
    expect(recommence.bouton("Annuler")).to_have_count(0)
    recommence.page.clock.run_for(20_000)
    expect(recommence.fil).to_contain_text("Décrivez votre recrutement")
    assert textes == []
