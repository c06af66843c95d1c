"""Another engine than Chromium: Debian's Firefox, driven over WebDriver BiDi.

Playwright drives only a Firefox that it has patched itself; puppeteer-core drives any. One script
plays all visits (firefox/conversations.mjs), and what it read is judged here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.test_verdicts import A, B, C
from tests.npm import packages
from tests.serveurs import Serveurs
from tests.widget.hote import Hote

SCRIPT = Path(__file__).parent / "firefox" / "conversations.mjs"
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
DITS = {
    "proprietaire": A,
    "candidat": B,
    "refuse": C,
    "question": "Qu'est-ce que le VTE\u00a0?",
    "clavier": ["un CDD de 18 mois", "du 1er septembre 2021", "un master obtenu en juin 2021"],
}


@pytest.fixture(scope="module")
def lus(serveurs: Serveurs, hote: Hote, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was read, by visit."""
    if FIREFOX is None:
        if os.environ.get("CI"):
            pytest.fail("Firefox is not installed.")
        pytest.skip("Firefox is not installed: the widget is not tried in it (CI never skips).")
    packages()
    adresse = hote.adresse("", {"server": serveurs.url}, serveurs.url)
    fini = subprocess.run(
        ["node", str(SCRIPT), FIREFOX, adresse, json.dumps(DITS)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"HOME": str(tmp_path_factory.mktemp("firefox"))},
    )
    assert fini.returncode == 0, fini.stderr
    return json.loads(fini.stdout)


def visite(lus: dict[str, Any], nom: str) -> dict[str, Any]:
    """What was read on that visit, which ended and in which no script failed."""
    lu = lus[nom]
    assert "echec" not in lu, lu["echec"]
    assert lu["fautes"] == []
    return lu


def test_it_is_firefox(lus: dict[str, Any]):
    assert lus["navigateur"].startswith("firefox/")


def test_the_owner_types_one_message_and_the_verdict_is_in_view(lus: dict[str, Any]):
    carte = visite(lus, "proprietaire")
    assert carte["titre"] == "Les conditions sont remplies"
    assert carte["montant"] == "4\u00a0000\u00a0€"
    assert carte["vus"] is True


def test_the_candidate_reads_both_aids(lus: dict[str, Any]):
    carte = visite(lus, "candidat")
    assert (
        "4\u00a0000\u00a0€ pour l'entreprise\u00a0; 1\u00a0200\u00a0€ pour vous" in carte["texte"]
    )
    assert carte["vus"] is True


def test_the_refused_owner_reads_which_condition_is_not_met(lus: dict[str, Any]):
    carte = visite(lus, "refuse")
    assert carte["titre"] == "Les conditions ne sont pas remplies"
    assert "Non remplie\u00a0: Lyon (69)" in carte["texte"]
    assert carte["vus"] is True


def test_a_question_that_is_clicked_is_answered_and_the_field_waits(lus: dict[str, Any]):
    assert visite(lus, "question")["focus"] == "textarea Votre message"


def test_the_keyboard_alone_reaches_a_verdict_and_comes_back(lus: dict[str, Any]):
    lu = visite(lus, "clavier")
    assert lu["titre"] == "Les conditions sont remplies"
    assert lu["focus"] == "button Une question sur le VTE\u00a0?"
