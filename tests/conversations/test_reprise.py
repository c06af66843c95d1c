"""A conversation left and taken up again, on the real servers.

Within the hour where it was, later with what it knew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.web.sessions import Sessions
from tests.serveurs import Conversation


def vieillir(conversation: Conversation, minutes: int) -> None:
    """As if the last message were that old.

    The rows get other ids, so that the server reads them again.
    """
    session = Sessions().read(conversation.client.headers["Authorization"])
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as base:
        base.execute(
            "update events set id = id + (select max(id) from events), timestamp = timestamp - :s,"
            " data = json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - :s) where "
            "sender_id = :qui",
            {"s": minutes * 60, "qui": session},
        )


def dits(reponse: dict[str, Any]) -> str:
    return "\n".join(m["text"] for m in reponse["messages"])


@pytest.fixture
def commencee(nouvelle: Callable[[], Conversation]) -> Conversation:
    conversation = nouvelle()
    assert conversation.dire("on est 45 à Oyonnax")["state"]["question"] == "contrat"
    return conversation


def test_within_the_hour_it_goes_on_where_it_was(commencee: Conversation):
    vieillir(commencee, 55)
    reponse = commencee.dire("CDI")
    assert "assistant automatique" not in dits(reponse)
    assert (
        reponse["state"]["dossier"]["contrat"] == "cdi"
        and reponse["state"]["question"] == "date_debut"
    )


def test_later_the_earlier_answers_are_offered_and_taken_up(commencee: Conversation):
    vieillir(commencee, 65)
    reponse = commencee.dire("bonjour")
    assert "Oyonnax" in dits(reponse) and "assistant automatique" in dits(reponse)
    assert reponse["state"]["dossier"]["effectif"] == 45 and reponse["state"]["question"] is None
    boutons = {b["title"]: b["payload"] for m in reponse["messages"] for b in m["buttons"]}
    assert commencee.choisir(boutons["Reprendre"])["state"]["question"] == "contrat"


def test_later_the_earlier_answers_may_be_left(commencee: Conversation):
    vieillir(commencee, 65)
    commencee.dire("bonjour")
    etat = commencee.dire("nouvelle simulation")["state"]
    assert etat["dossier"] == {} and etat["question"] == "commune"


def test_later_a_fact_completes_the_earlier_answers(commencee: Conversation):
    vieillir(commencee, 65)
    etat = commencee.dire("ce sera un CDI")["state"]
    assert (etat["dossier"]["effectif"], etat["dossier"]["contrat"], etat["question"]) == (
        45,
        "cdi",
        "date_debut",
    )
