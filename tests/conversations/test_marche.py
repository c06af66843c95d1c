"""A random walk over buttons and sentences.

No error, no silence, and a state that is the tracker's.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.web.sessions import Sessions
from tests.serveurs import Conversation, Serveurs
from tests.test_contenu import EXEMPLES, TEXTES
from vte.dossier import CLES, depuis_json
from vte.horloge import au
from vte.regles import evaluer
from vte.territoires import ouvrir

TOURS_PAR_CONVERSATION = 40
APPELS_MAX = 2  # to the action server, a turn
_APPELS = {"action_conduire", "action_session_start"}  # each is one call when it runs
PANNE = TEXTES.rendre("utter_panne", {})
# Half of what is said states facts: else a walk would only ask questions.
PHRASES = [
    p for phrases in EXEMPLES.values() for p in phrases if p.strip("/ ")
]  # slashes alone are an empty message, refused as such
FAITS = EXEMPLES["informer"] + [
    "Oyonnax",
    "45",
    "CDD",
    "18 mois",
    "master",
    "juin 2021",
    "oui",
    "non",
    "Lyon",
    "Saint-Denis",
    "300",
    "en 2020",
    "je ne sais pas",
    "06 12 34 56 78",
    "Marie Dupont",
]


def test_a_random_walk_never_meets_an_error_a_silence_or_a_state_that_is_not_the_tracker_s(
    nouvelle: Callable[[], Conversation], serveurs: Serveurs, request: pytest.FixtureRequest
):
    tours = request.config.getoption("--tours")
    for graine in range(tours // TOURS_PAR_CONVERSATION):
        _marcher(nouvelle(), random.Random(graine))


def _marcher(conversation: Conversation, hasard: random.Random) -> None:
    boutons: dict[str, str] = {}
    fait: list[str] = []
    for _ in range(TOURS_PAR_CONVERSATION):
        if boutons and hasard.random() < 0.4:
            titre = hasard.choice(sorted(boutons))
            fait.append(f"[{titre}]")
            reponse = conversation.choisir(boutons[titre])
        else:
            fait.append(hasard.choice(FAITS if hasard.random() < 0.5 else PHRASES))
            reponse = conversation.dire(fait[-1])
        efface = any(m["custom"].get("effacer") for m in reponse["messages"])
        boutons = (
            {}
            if efface
            else boutons
            | {b["title"]: b["payload"] for m in reponse["messages"] for b in m["buttons"]}
        )
        _verifier(reponse, fait)
    assert conversation.client.get("/history").json()["state"] == reponse["state"], fait
    _verifier_le_suivi(reponse["state"], conversation, fait)


def _verifier(reponse: dict[str, Any], fait: list[str]) -> None:
    etat = reponse["state"]
    assert reponse["messages"] and all(
        m["text"].strip() and m["text"] != PANNE for m in reponse["messages"]
    ), fait
    with au("2021-06-15"):
        dossier = depuis_json(etat["dossier"], ouvrir().commune)
        verdict = evaluer(dossier).en_json()
        assert etat["verdict"] is None or etat["verdict"] | verdict == etat["verdict"], fait


def _verifier_le_suivi(etat: dict[str, Any], conversation: Conversation, fait: list[str]) -> None:
    """The slots that Rasa's own events leave are the dossier of the state."""
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as base:
        lignes = base.execute(
            "select data from events where sender_id = ? order by id", (_session(conversation),)
        ).fetchall()
    evenements = [json.loads(ligne) for (ligne,) in lignes]
    slots = {e["name"]: e["value"] for e in evenements if e["event"] == "slot"}
    assert max(_appels(evenements)) <= APPELS_MAX, fait
    assert {cle: slots[cle] for cle in CLES if slots.get(cle) is not None} == etat["dossier"], fait


def _appels(evenements: list[dict[str, Any]]) -> list[int]:
    """The calls to the action server of each turn, the start of a session counted with the message
    that starts it.
    """
    tours, ouverture = [0], 0
    for e in evenements:
        if e["event"] == "user":
            tours.append(ouverture)
            ouverture = 0
        elif e.get("name") == "action_session_start":
            ouverture = 1
        elif e["event"] == "action" and e["name"] in _APPELS:
            tours[-1] += 1
    return tours


def _session(conversation: Conversation) -> str:
    return Sessions().read(conversation.client.headers["Authorization"])
