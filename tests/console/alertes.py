"""A real mail server and a real server of another tool, for the tests of what is told to them."""

from __future__ import annotations

import email
import email.policy
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from console import alerts, requests
from console.alerts import sending
from console.models import SuiviDemande
from tests.console.evenements import Suivi
from tests.ports import free_port
from vte.delai import PARIS
from vte.demandes import Demandes

SECRET = "une clé que personne ne devine, vraiment"
MARDI = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)


class Boite:
    """A mailbox; `refus`: what the server answers instead of taking a message."""

    def __init__(self) -> None:
        self.recus: list[EmailMessage] = []
        self.refus = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refus:
            return self.refus
        lu = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(lu, EmailMessage)
        self.recus.append(lu)
        return "250 OK"


@pytest.fixture
def boite(monkeypatch: pytest.MonkeyPatch, suivi: Suivi) -> Iterator[Boite]:
    boite = Boite()
    port = free_port()
    serveur = Controller(boite, hostname="127.0.0.1", port=port)
    serveur.start()
    for nom, valeur in {
        "SERVEUR": "127.0.0.1",
        "PORT": str(port),
        "CHIFFREMENT": "aucun",
        "DE": "console@exemple.fr",
        "A": "lise@exemple.fr, remi@exemple.fr",
    }.items():
        monkeypatch.setenv(f"VTE_COURRIEL_{nom}", valeur)
    monkeypatch.setenv("VTE_CONSOLE_PUBLIQUE", "https://equipe.exemple.fr/")
    yield boite
    serveur.stop()


class Outil:
    """Another tool; `statut`: what it answers."""

    def __init__(self) -> None:
        self.appels: list[tuple[dict[str, str], bytes]] = []
        self.statut = 204


@pytest.fixture
def outil(monkeypatch: pytest.MonkeyPatch, suivi: Suivi) -> Iterator[Outil]:
    outil = Outil()

    class Reponse(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            corps = self.rfile.read(int(self.headers["Content-Length"]))
            outil.appels.append(({k.lower(): v for k, v in self.headers.items()}, corps))
            self.send_response(outil.statut)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    serveur = HTTPServer(("127.0.0.1", 0), Reponse)
    fil = threading.Thread(target=serveur.serve_forever)
    fil.start()
    monkeypatch.setenv("VTE_WEBHOOK_ADRESSE", f"http://127.0.0.1:{serveur.server_port}/jeton")
    monkeypatch.setenv("VTE_WEBHOOK_SECRET", SECRET)
    yield outil
    serveur.shutdown()
    fil.join()
    serveur.server_close()


def demander(qui: str, le: datetime | None = None) -> str:
    """A request that came then; its reference."""
    base = Demandes()
    base.noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un mot secret")
    base.envoyer(qui)
    (une,) = base.de(qui)
    if le:
        with base._moteur.begin() as lien:
            change = sa.text("update demandes set le = :le where id = :id")
            iso = le.astimezone(UTC).isoformat(timespec="seconds")
            lien.execute(change, {"le": iso, "id": une.id})
    assert une.reference
    return une.reference


def en_retard_de(temps: timedelta) -> str:
    """A request whose delay ended so long ago."""
    reference = demander(f"retard {temps}", datetime.now(UTC) - timedelta(days=30))
    requests.relever()
    SuiviDemande.objects.filter(reference=reference).update(echeance=datetime.now(UTC) - temps)
    return reference


def passer(moment: datetime | None = None) -> sending.Bilan:
    alerts.noter_ce_qui_est_du(moment)
    return alerts.envoyer(moment)


@pytest.fixture
def sans_resume(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days on which no digest is due."""
    monkeypatch.setattr("console.alerts.due.est_ouvre", lambda _: False)


def contenu(lu: EmailMessage) -> str:
    return str(lu.get_content()).replace("\u00a0", " ")


def personne(corps: str) -> bool:
    return any(mot in corps for mot in ("Martin", "lea@", "secret", "L. M."))
