"""The bars that open between the messages and the field: they leave both their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.conftest import Ouvrir, Visite
from tests.widget.etats import SU, annoncer

ECRANS = [(320, 200), (320, 256), (320, 568), (390, 844), (844, 390), (1280, 800)]
LIGNE = 24  # pixels


def faits_de_la_page(visiter: Ouvrir, ecran: tuple[int, int]) -> tuple[Visite, Locator]:
    visite = a_l_ecran(visiter, ecran, **SU | {"commune": "Saint-Germain-du-Crioult"})
    return visite, visite.page.get_by_role("group", name="Cette page indique")


def effacement(visiter: Ouvrir, ecran: tuple[int, int]) -> tuple[Visite, Locator]:
    visite = a_l_ecran(visiter, ecran)
    visite.option("Effacer")
    return visite, visite.page.get_by_role("group", name="Effacer toute la conversation")


def annulation(visiter: Ouvrir, ecran: tuple[int, int]) -> tuple[Visite, Locator]:
    visite = a_l_ecran(visiter, ecran)
    visite.option("Recommencer")
    return visite, visite.page.get_by_role("group", name="La conversation recommence")


def annonce(visiter: Ouvrir, ecran: tuple[int, int]) -> tuple[Visite, Locator]:
    visite = a_l_ecran(visiter, ecran, avant=annoncer)
    return visite, visite.page.get_by_role("status").filter(has_text="Le barème du VTE change")


def erreur(visiter: Ouvrir, ecran: tuple[int, int]) -> tuple[Visite, Locator]:
    visite = a_l_ecran(visiter, ecran)
    visite.page.route("**/messages", lambda route: route.abort())
    visite.dire("on est 45 à Oyonnax")
    return visite, visite.alerte.filter(has_text="La connexion est coupée")


BARRES = (faits_de_la_page, effacement, annulation, annonce, erreur)
Barre = Callable[[Ouvrir, tuple[int, int]], tuple[Visite, Locator]]


def a_l_ecran(
    visiter: Ouvrir,
    ecran: tuple[int, int],
    avant: Callable[[Page], None] = lambda _: None,
    **attributs: Any,
) -> Visite:
    visite = visiter(**attributs)
    largeur, hauteur = ecran
    visite.page.set_viewport_size({"width": largeur, "height": hauteur})
    avant(visite.page)
    return visite.ouvrir()


def boite(locator: Locator) -> tuple[float, float]:
    """Where it begins and ends, from the top of the screen."""
    rect = locator.bounding_box()
    assert rect
    return rect["y"], rect["y"] + rect["height"]


def tient(visite: Visite, hauteur: int) -> tuple[float, float]:
    """Checks that the field is whole on screen; where the log begins and ends."""
    fil = boite(visite.page.locator("assistant-vte .fil"))
    saisie = boite(visite.page.locator("assistant-vte .saisie"))
    assert fil[0] >= 0 and fil[1] <= saisie[0] + 1 and saisie[1] <= hauteur + 1
    expect(visite.champ).to_be_in_viewport(ratio=1)
    expect(visite.bouton("Envoyer", exact=True)).to_be_in_viewport(ratio=1)
    return fil


@pytest.mark.parametrize("ecran", ECRANS, ids=lambda e: f"{e[0]}x{e[1]}")
@pytest.mark.parametrize("ouvrir", BARRES, ids=lambda o: o.__name__)
def test_a_bar_leaves_the_field_whole_and_the_messages_their_three_fifths(
    visiter: Ouvrir, ouvrir: Barre, ecran: tuple[int, int]
):
    visite, barre = ouvrir(visiter, ecran)
    expect(barre).to_be_visible()
    haut, bas = tient(visite, ecran[1])
    panneau = boite(visite.page.locator("assistant-vte .panneau"))
    part = 0.6 * (panneau[1] - panneau[0]) if ecran[1] >= 390 else 2 * LIGNE
    assert bas - haut >= part - 1
    debut, fin = boite(barre)
    assert fin - debut >= LIGNE and (fin <= haut + 1 or debut >= bas - 1)


@pytest.mark.parametrize("ouvrir", BARRES, ids=lambda o: o.__name__)
def test_all_of_a_bar_is_read_with_the_keyboard_on_the_smallest_screen(
    visiter: Ouvrir, ouvrir: Barre
):
    visite, barre = ouvrir(visiter, (320, 200))
    expect(barre).to_be_visible()
    commande = barre.locator("button").last if barre.locator("button").count() else barre
    commande.focus()
    expect(commande).to_be_focused()
    expect(commande).to_be_in_viewport(ratio=0.9)
    for touche, bout in (("Home", 0), ("End", 1)):
        visite.page.keyboard.press(touche)
        visite.page.wait_for_function(
            "([e, bout]) => Math.abs(e.scrollTop - bout * (e.scrollHeight - e.clientHeight)) < 2",
            arg=[barre.element_handle(), bout],
        )


def test_all_bars_at_once_leave_the_field_whole_on_the_smallest_screen(visiter: Ouvrir):
    visite = a_l_ecran(visiter, (320, 200), avant=annoncer, **SU)
    visite.option("Recommencer")
    visite.option("Effacer")
    expect(visite.page.locator("assistant-vte .confirmation:not([hidden])")).to_have_count(3)
    haut, bas = tient(visite, 200)
    assert bas - haut >= LIGNE
