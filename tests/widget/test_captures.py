"""The screenshots of the README, taken as a visitor would see the widget (`make captures` keeps
them in docs/images).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conversations.test_verdicts import A
from tests.navigateur import encre
from tests.serveurs import Serveurs
from tests.widget.conftest import Visite

ECRANS = {"widget-bureau": (1100, 800), "widget-telephone": (390, 844)}


@pytest.mark.parametrize("nom", ECRANS)
def test_the_verdict_is_seen_on_a_phone_and_on_a_desktop(
    navigateur: Browser,
    serveurs: Serveurs,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    nom: str,
):
    largeur, hauteur = ECRANS[nom]
    contexte = navigateur.new_context(
        viewport={"width": largeur, "height": hauteur}, locale="fr-FR", has_touch=largeur < 500
    )
    page = contexte.new_page()
    page.goto(f"{serveurs.url}/demonstration")
    visite = Visite(page).ouvrir()
    visite.dire(A)
    expect(visite.carte).to_be_visible()
    expect(visite.carte.get_by_text("4\u00a0000\u00a0€", exact=True)).to_be_in_viewport()
    dossier = request.config.getoption("--captures") or tmp_path
    image = page.screenshot(path=Path(dossier) / f"{nom}.png")
    carte = visite.carte.bounding_box()
    assert carte and encre(image, carte) > 0.01
    contexte.close()
