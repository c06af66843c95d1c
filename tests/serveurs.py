"""The real servers, once for all conversations: `make run`'s launcher, free ports, empty databases.

A plugin of pytest (tests/conftest.py), so that tests/conversations and tests/widget share one pair
of servers; httpx is imported where it is used, for a quick start.
"""

from __future__ import annotations

import contextlib
import os
import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import launcher
from tests.plateformes import (
    COMPTE,
    JETON,
    FauxCarnet,
    FauxCloud,
    FauxMessenger,
    FauxTelegram,
    FauxTwilio,
    Plateforme,
)
from tests.ports import free_port

if TYPE_CHECKING:
    import httpx


@dataclass
class Serveurs:
    """`url` of the web channel; its processes, which a test may stop and start again.

    `hote`: another site that may call the channel.
    """

    url: str
    processus: dict[str, Any]
    canaux: Path
    hote: str = ""
    plateformes: dict[str, Plateforme] = field(default_factory=dict)

    @cached_property
    def client(self) -> httpx.Client:
        """One for all who call a webhook; whoever stops the servers closes it."""
        import httpx

        return httpx.Client(timeout=30)

    @property
    def racine(self) -> str:
        return self.url.removesuffix("/web")

    def arreter_les_actions(self) -> None:
        launcher.stop({"actions": self.processus.pop("actions")})

    def relancer_les_actions(self) -> None:
        self.processus["actions"] = launcher.start_actions()
        launcher.wait_until_ready(self.processus)

    def figer_rasa(self) -> None:
        """Accepts calls and answers none, as a server that hangs."""
        os.killpg(self.processus["rasa"].pid, signal.SIGSTOP)

    def degeler_rasa(self) -> None:
        os.killpg(self.processus["rasa"].pid, signal.SIGCONT)

    def tuer_rasa(self) -> None:
        os.killpg(self.processus["rasa"].pid, signal.SIGKILL)
        self.processus.pop("rasa").wait()

    def relancer_rasa(self) -> None:
        self.processus["rasa"] = launcher.start_rasa(channels=self.canaux)
        launcher.wait_until_ready(self.processus)


def demarrer(dossier: Path, **reglages: str) -> Serveurs:
    """The Rasa server on a free port, with databases in `dossier` and these settings beside.

    An action server too, where VTE_ACTIONS_URL is among them. Whoever starts them stops their
    `processus`.
    """
    os.environ.update(
        {
            "VTE_PORT_RASA": str(free_port()),
            "VTE_SUIVI": str(dossier / "suivi.sqlite"),
            "VTE_DEMANDES_URL": f"sqlite:///{dossier / 'demandes.sqlite'}",
            "VTE_SECRET": "un secret de test, de plus de 32 octets",
            **reglages,
        }
    )
    canaux = dossier / "canaux.yml"
    canaux.write_text(
        (launcher.ROOT / "credentials.yml").read_text(encoding="utf-8")
        + "tests.canal_exemple.CarnetChannel:\n",
        encoding="utf-8",
    )
    processus = {"rasa": launcher.start_rasa(channels=canaux)}
    if "VTE_ACTIONS_URL" in reglages:
        processus["actions"] = launcher.start_actions()
    try:
        launcher.wait_until_ready(processus)
    except BaseException:
        launcher.stop(processus)
        raise
    return Serveurs(
        f"http://127.0.0.1:{os.environ['VTE_PORT_RASA']}/webhooks/web", processus, canaux
    )


def reglages_messageries(plateformes: dict[str, Plateforme]) -> dict[str, str]:
    """The messengers open, and onto these fake platforms."""
    api = {nom: plateforme.url for nom, plateforme in plateformes.items()}
    return {
        "VTE_RAFALE": "300",  # milliseconds: whoever says one thing waits little for its answer
        "VTE_MESSENGER_SECRET": JETON,
        "VTE_MESSENGER_JETON": JETON,
        "VTE_MESSENGER_VERIFICATION": "a verifier",
        "VTE_MESSENGER_API": api.get("messenger", ""),
        "VTE_TELEGRAM_JETON": JETON,
        "VTE_TELEGRAM_SECRET": "secret-du-webhook",
        "VTE_TELEGRAM_API": api.get("telegram", ""),
        "VTE_WHATSAPP_COMPTE": COMPTE,
        "VTE_WHATSAPP_JETON": JETON,
        "VTE_WHATSAPP_NUMERO": "+33100000000",
        "VTE_WHATSAPP_API": api.get("whatsapp", ""),
        "VTE_WHATSAPP_CONTENU_API": api.get("whatsapp", ""),
        "VTE_WHATSAPP_MODELE": FauxTwilio.invitation,
        "VTE_WHATSAPP_CLOUD_SECRET": JETON,
        "VTE_WHATSAPP_CLOUD_JETON": JETON,
        "VTE_WHATSAPP_CLOUD_VERIFICATION": "a verifier",
        "VTE_WHATSAPP_CLOUD_NUMERO": FauxCloud.numero,
        "VTE_WHATSAPP_CLOUD_API": api.get("whatsapp_cloud", ""),
        "VTE_WHATSAPP_CLOUD_MODELE": FauxCloud.invitation,
        "CARNET_JETON": JETON,
        "CARNET_API": api.get("carnet", ""),
    }


@pytest.fixture(scope="session")
def serveurs(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveurs]:
    """Servers that live on 15 June 2021."""
    avant, hote = dict(os.environ), f"http://127.0.0.1:{free_port()}"
    reglages = {
        "VTE_AUJOURDHUI": "2021-06-15",
        "VTE_SANS_LIMITE": "1",
        "VTE_ORIGINES": f"https://exemple.fr,{hote}",
    }
    plateformes = {
        "messenger": FauxMessenger(free_port()),
        "telegram": FauxTelegram(free_port()),
        "whatsapp": FauxTwilio(free_port()),
        "whatsapp_cloud": FauxCloud(free_port()),
        "carnet": FauxCarnet(free_port()),
    }
    lances = demarrer(
        tmp_path_factory.mktemp("serveurs"), **reglages, **reglages_messageries(plateformes)
    )
    lances.hote, lances.plateformes = hote, plateformes
    yield lances
    lances.client.close()
    launcher.stop(lances.processus)
    for plateforme in plateformes.values():
        plateforme.fermer()
    os.environ.clear()
    os.environ.update(avant)


DOUTES_MAX = 3  # of one message: then it had better be said otherwise


def _confirme(bouton: dict[str, Any]) -> bool:
    return "confirmer" in bouton["payload"]


class Conversation:
    """A person on the web channel: `dire` a text, `choisir` a button; the answers as JSON."""

    def __init__(self, url: str) -> None:
        import httpx

        self.client = httpx.Client(base_url=url, timeout=20)
        jeton = self.client.post("/sessions").json()["session"]
        self.client.headers["Authorization"] = f"Bearer {jeton}"

    def envoyer(self, **corps: Any) -> httpx.Response:
        return self.client.post("/messages", json={"message_id": str(uuid.uuid4()), **corps})

    def dire(self, texte: str) -> dict[str, Any]:
        return self.envoyer(text=texte).raise_for_status().json()

    def dire_et_confirmer(self, texte: str) -> dict[str, Any]:
        """Says it, then « oui » to the little that is asked back: all that was said was meant."""
        reponse = self.dire(texte)
        for _ in range(DOUTES_MAX):
            if any(_confirme(b) for m in reponse["messages"] for b in m.get("buttons", [])):
                reponse = self.dire("oui")
        return reponse

    def choisir(self, charge: str) -> dict[str, Any]:
        return self.envoyer(payload=charge).raise_for_status().json()


@pytest.fixture
def nouvelle(serveurs: Serveurs) -> Iterator[Callable[[], Conversation]]:
    """Opens a conversation; all are closed when the test ends."""
    with contextlib.ExitStack() as ouvertes:

        def ouvrir() -> Conversation:
            une = Conversation(serveurs.url)
            ouvertes.callback(une.client.close)
            return une

        yield ouvrir


@pytest.fixture
def conversation(nouvelle: Callable[[], Conversation]) -> Conversation:
    return nouvelle()
