"""A request for a person, on the real servers: in the staff's table, and nowhere else in clear."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from bot.channels.web.sessions import Sessions
from tests.serveurs import Conversation
from vte.demandes import NOUVELLE, Demandes

DITS = (
    "je voudrais être rappelé",
    "Camille Zwingelstein",
    "camille.z@exemple.fr",
    "mon projet d'éolienne flottante",
)


def session(conversation: Conversation) -> str:
    return Sessions().read(conversation.client.headers["Authorization"])


def demander(conversation: Conversation) -> None:
    for texte in DITS:
        reponse = conversation.dire(texte)
    envoyer = next(
        b["payload"] for m in reponse["messages"] for b in m["buttons"] if b["title"] == "Envoyer"
    )
    conversation.choisir(envoyer)


def octets(*reglages: str) -> bytes:
    """The files of these bases, and what waits in their logs.

    A connection is held meanwhile: the last one to close takes the log away.
    """
    chemins = [Path(os.environ[nom].removeprefix("sqlite:///")) for nom in reglages]
    lus = b""
    for chemin in chemins:
        with contextlib.closing(sqlite3.connect(chemin)) as base:
            base.execute("pragma wal_checkpoint(truncate)").fetchall()
            lus += b"".join(f.read_bytes() for f in chemin.parent.glob(f"{chemin.name}*"))
    return lus


def test_it_is_kept_for_the_staff_and_masked_everywhere_else(conversation: Conversation):
    demander(conversation)
    (demande,) = Demandes().de(session(conversation))
    assert (demande.statut, demande.nom, demande.coordonnee, demande.sujet) == (NOUVELLE, *DITS[1:])
    garde = octets("VTE_SUIVI")
    assert not [mot for mot in ("Zwingelstein", "camille.z", "flottante") if mot.encode() in garde]
    assert "[nom]" in [
        m["text"]
        for m in conversation.client.get("/history").json()["messages"]
        if m["from"] == "user"
    ]


def test_erasing_the_conversation_erases_it_too(conversation: Conversation):
    demander(conversation)
    qui = session(conversation)
    conversation.client.delete("/sessions/current").raise_for_status()
    assert Demandes().de(qui) == []
