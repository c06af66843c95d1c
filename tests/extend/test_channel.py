"""A new messenger: mounted by Rasa from credentials.yml, closed until its settings are there.

The same file holds whole conversations in tests/conversations/test_messageries.py.
"""

from __future__ import annotations

import pytest

from tests.extend.project import RACINE, Project, section

A_CALL = """
import json
from types import SimpleNamespace
from rasa.core.run import create_http_input_channels

canaux = {c.name(): c for c in create_http_input_channels(None, "credentials.yml")}
carnet = canaux["carnet"]
appel = SimpleNamespace(
    headers={"x-carnet-jeton": "secret"},
    body=json.dumps({"id": "c1", "from": "lea", "text": "bonjour"}).encode(),
)
carnet.verify(appel)
(lu,) = carnet.read(appel)
(envoi,) = carnet.render(lu.address, [{"text": "Bonjour.", "buttons": []}])
from vte.reglages import TOUS, environment
print(json.dumps({
    "lu": lu.content,
    "envoi": [envoi.url, envoi.json["text"]],
    "manque": [s.nom for s in carnet.SETTINGS if not s.lire()],
    "connus": [r.nom for r in TOUS if "CARNET" in r.nom],
    "transmis": sorted(n for n in environment() if "CARNET" in n),
}))
"""


@pytest.mark.lent
def test_a_new_messenger_is_its_file_its_line_and_its_settings(project: Project):
    path = section("A messenger")
    project.extend(path, "canal")
    project.check(path)
    suivi = f"sqlite:///{project.root / 'suivi.sqlite'}"
    vue = project.python(A_CALL, VTE_SUIVI=suivi, VTE_CARNET_JETON="secret")
    assert vue["lu"] == "bonjour" and vue["manque"] == []
    assert vue["envoi"] == ["https://carnet.exemple/messages", "Bonjour."]
    assert vue["connus"] == ["VTE_CARNET_JETON", "VTE_CARNET_API"]
    assert vue["transmis"] == ["VTE_CARNET_JETON"]


def test_the_guide_of_the_channels_shows_that_very_file():
    shown = (RACINE / "docs" / "channels.md").read_text(encoding="utf-8")
    example = RACINE / "tests/extend/examples/canal/bot/channels/messengers/carnet.py"
    assert example.read_text(encoding="utf-8") in shown
