"""The real servers, once for all conversations: `make run`'s own launcher on free ports and empty databases.

A plugin of pytest (tests/conftest.py), so that tests/conversations and tests/widget share one pair of servers.
"""

from __future__ import annotations

import os
import signal
import socket
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import lancement


def _port_libre() -> str:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return str(prise.getsockname()[1])


@dataclass
class Serveurs:
    """`url` of the web channel; the two processes, which a test may stop and start again; `hote`: another site that may call it."""

    url: str
    processus: dict[str, Any]
    hote: str = ""

    def arreter_les_actions(self) -> None:
        lancement.arreter({"actions": self.processus.pop("actions")})

    def relancer_les_actions(self) -> None:
        self.processus["actions"] = lancement.demarrer_actions()
        lancement.attendre(self.processus)

    def figer_rasa(self) -> None:
        """Accepts calls and answers none, as a server that hangs."""
        os.killpg(self.processus["rasa"].pid, signal.SIGSTOP)

    def degeler_rasa(self) -> None:
        os.killpg(self.processus["rasa"].pid, signal.SIGCONT)

    def tuer_rasa(self) -> None:
        os.killpg(self.processus["rasa"].pid, signal.SIGKILL)
        self.processus.pop("rasa").wait()

    def relancer_rasa(self) -> None:
        self.processus["rasa"] = lancement.demarrer_rasa()
        lancement.attendre(self.processus)


def _demarrer(dossier: Path, **reglages: str) -> Serveurs:
    os.environ.update({
        "VTE_PORT_RASA": _port_libre(), "VTE_PORT_ACTIONS": _port_libre(),
        "VTE_SUIVI": str(dossier / "suivi.sqlite"), "VTE_JOURNAL_URL": f"sqlite:///{dossier / 'journal.sqlite'}",
        "VTE_DEMANDES_URL": f"sqlite:///{dossier / 'demandes.sqlite'}",
        "VTE_SECRET": "un secret de test", **reglages,
    })  # fmt: skip
    processus = {"actions": lancement.demarrer_actions(), "rasa": lancement.demarrer_rasa()}
    try:
        lancement.attendre(processus)
    except BaseException:
        lancement.arreter(processus)
        raise
    return Serveurs(f"http://127.0.0.1:{os.environ['VTE_PORT_RASA']}/webhooks/web", processus)


@pytest.fixture(scope="session")
def serveurs(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveurs]:
    """Servers that live on 15 June 2021."""
    avant, hote = dict(os.environ), f"http://127.0.0.1:{_port_libre()}"
    reglages = {"VTE_AUJOURDHUI": "2021-06-15", "VTE_SANS_LIMITE": "1", "VTE_ORIGINES": f"https://exemple.fr,{hote}"}
    lances = _demarrer(tmp_path_factory.mktemp("serveurs"), **reglages)
    lances.hote = hote
    yield lances
    lancement.arreter(lances.processus)
    os.environ.clear()
    os.environ.update(avant)


class Conversation:
    """A person on the web channel: `dire` a text, `choisir` a button; the answers as JSON."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=20)
        jeton = self.client.post("/sessions").json()["session"]
        self.client.headers["Authorization"] = f"Bearer {jeton}"

    def envoyer(self, **corps: Any) -> httpx.Response:
        return self.client.post("/messages", json={"message_id": str(uuid.uuid4()), **corps})

    def dire(self, texte: str) -> dict[str, Any]:
        return self.envoyer(text=texte).raise_for_status().json()

    def choisir(self, charge: str) -> dict[str, Any]:
        return self.envoyer(payload=charge).raise_for_status().json()


@pytest.fixture
def conversation(serveurs: Serveurs) -> Conversation:
    return Conversation(serveurs.url)


@pytest.fixture
def nouvelle(serveurs: Serveurs) -> Callable[[], Conversation]:
    return lambda: Conversation(serveurs.url)
