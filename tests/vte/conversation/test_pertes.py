"""Which choices lose what was said: each button of the texts, pressed in a full conversation."""

from __future__ import annotations

import json

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne
from vte.contenu import DOMAINE, DONNEES, fichiers
from vte.conversation import perd

BUTTONS = sorted(
    {
        button["payload"].replace("{{", "{").replace("}}", "}")
        for path in (DOMAINE, DONNEES)
        for _, content in fichiers(path, "responses:")
        for written in (content.get("responses") or {}).values()
        for variant in written
        for button in variant.get("buttons", ())
        if button["payload"].startswith("/") and not button["payload"].startswith("/faq")
    }
)


@pytest.mark.parametrize("payload", BUTTONS)
def test_a_choice_that_forgets_facts_is_known_for_it_and_no_other_is(payload: str):
    personne = Personne(**ELIGIBLE)
    known = set(personne.sait)
    intent, _, carried = payload.removeprefix("/").partition("{")
    said = personne.presse(intent, **(json.loads("{" + carried) if carried else {}))
    forgotten = "utter_efface" in said or not known <= set(personne.sait)
    assert forgotten == perd(payload), said
