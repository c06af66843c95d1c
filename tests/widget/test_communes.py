"""The communes that are proposed while one types: the best first, and why each is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.widget.conftest import Ouvrir, Visite


@pytest.fixture
def demandee(visiter: Ouvrir) -> Visite:
    """A visitor, on a small phone, who is asked for the commune."""
    visite = visiter()
    visite.page.set_viewport_size({"width": 320, "height": 568})
    visite.ouvrir().dire("Je recrute un jeune")
    expect(visite.page.get_by_role("combobox")).to_be_visible()
    return visite


def proposees(visite: Visite, texte: str) -> Locator:
    visite.champ.press_sequentially(texte)
    options = visite.page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


def test_a_commune_that_took_in_the_one_that_is_typed_says_so_once(demandee: Visite):
    option = proposees(demandee, "Saint-Germain-du-Crioult").first
    expect(option).to_contain_text("Condé-en-Normandie (14, Calvados)")
    raison = option.locator("small")
    expect(raison).to_contain_text("ancienne commune Saint-Germain-du-Crioult")
    expect(raison).to_be_in_viewport(ratio=1)
    assert option.inner_text().count("Saint-Germain-du-Crioult") == 1


def test_it_is_chosen_by_the_name_that_it_has_today_before_and_after_a_reload(demandee: Visite):
    proposees(demandee, "Saint-Germain-du-Crioult").first.click()
    dit = demandee.fil.locator(".user").last
    expect(dit).to_contain_text("Vous\u00a0: Condé-en-Normandie (14, Calvados)")
    expect(dit).not_to_contain_text("Crioult")
    expect(demandee.connus).to_have_text(["Condé-en-Normandie (14)"])
    demandee.page.reload()
    demandee.ouvrir()
    expect(dit).to_contain_text("Vous\u00a0: Condé-en-Normandie (14, Calvados)")


def test_a_name_that_shows_what_was_typed_says_nothing_more(demandee: Visite):
    option = proposees(demandee, "oyonna").first
    expect(option).to_contain_text("Oyonnax (01, Ain)")
    expect(option.locator("small")).to_have_text("01100")
