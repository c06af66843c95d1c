"""No text of the web is said on a messenger, where there is no widget, no page and no button."""

from __future__ import annotations

import re

import pytest

from vte.contenu import DOMAINE, DONNEES, fichiers
from vte.conversation.textes import Textes

CHANNELS = ("messenger", "telegram", "whatsapp")
RESPONSES = sorted(
    {
        name
        for path in (DOMAINE, DONNEES)
        for _, content in fichiers(path, "responses:")
        for name in content.get("responses") or {}
    }
)
OF_THE_WEB = re.compile(
    r"\b(?:boutons?|cliqu\w+|widget|navigateur|onglet|fenêtre|écran|ci-contre|cette page"
    r"|en (?:haut|bas) de (?:la|votre)|rechargez|carte ci-dessous)\b",
    re.I,
)


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_response_speaks_of_what_a_messenger_does_not_have(channel: str):
    words = Textes.du_projet()
    said = {
        name: words.variante(name, profile, channel).texte
        for name in RESPONSES
        for profile in ("entreprise", "candidat")
    }
    assert len(said) > 200
    assert {name: text for name, text in said.items() if OF_THE_WEB.search(text)} == {}


def test_the_web_itself_speaks_of_its_button():
    assert OF_THE_WEB.search(Textes.du_projet().variante("utter_faq/donnees").texte)
