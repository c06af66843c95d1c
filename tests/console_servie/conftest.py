"""The console as staff meet it.

Served, beside the real assistant, with conversations that were really held.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bot import launcher
from tests.conversations.test_verdicts import A, C
from tests.ports import free_port
from tests.serveurs import Conversation, Serveurs

MOT = "une-longue-phrase-42"
# A word that only the conversations held here have: the servers are shared with other tests.
A_NOUS = "chrysalide"
CHARABIA = "grmblf le machin du truc bidule"
CORRIGEE = "libellule"
MAL_COMPRIS = "ma boulangerie industrielle voudrait un coup de pouce pour son apprentie"
COMPTES = {
    "lise": "lecteur",
    "remi": "relecteur",
    "rose": "relecteur",
    "ines": "responsable",
    "ada": "administrateur",
}


@dataclass
class Console:
    """`url` of the console; `manage` runs one of its commands.

    `tenues`: the web session of each conversation that was held.
    """

    url: str
    tenues: dict[str, Conversation]

    def manage(self, *arguments: str, entree: str = "") -> str:
        commande = launcher.manage(*arguments)
        return subprocess.run(
            commande,
            env=launcher.environment(),
            cwd=launcher.ROOT,
            input=entree,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def attendre(self, vrai: Callable[[], bool], delai: float = 300.0) -> None:
        limite = time.monotonic() + delai
        while not vrai():
            assert time.monotonic() < limite, "the projection did not follow"
            time.sleep(0.3)


@pytest.fixture(scope="session")
def console(serveurs: Serveurs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    dossier = tmp_path_factory.mktemp("console")
    os.environ.update(
        {
            "VTE_CONSOLE_URL": f"sqlite:///{dossier / 'console.sqlite'}",
            "VTE_PORT_CONSOLE": str(free_port()),
        }
    )
    console = Console(f"http://127.0.0.1:{os.environ['VTE_PORT_CONSOLE']}", _tenir(serveurs))
    console.manage("migrate", "-v0")
    for nom, groupe in COMPTES.items():
        console.manage("compte", nom, "--groupe", groupe, entree=f"{MOT}\n")
    processus = {nom: lancer() for nom, lancer in launcher.console_starts().items()}
    try:
        console.attendre(lambda: _watermark(console.url) > 0, 40)
        yield console
    finally:
        launcher.stop(processus)
        for tenue in console.tenues.values():
            tenue.client.close()


def _watermark(url: str) -> int:
    try:
        with urllib.request.urlopen(f"{url}/sante/", timeout=2) as reponse:
            return int(json.load(reponse)["watermark"])
    except OSError:
        return 0


def _tenir(serveurs: Serveurs) -> dict[str, Conversation]:
    """Conversations on the real assistant.

    One eligible, one refused with a request for a person, one not understood, one whose verdict
    a correction undoes.
    """
    tenues = {
        nom: Conversation(serveurs.url)
        for nom in ("eligible", "refus", "incompris", "effacee", "corrigee")
    }
    tenues["eligible"].dire(f"{A} Cordialement, la maison {A_NOUS}")
    for dit in ("pourquoi ?", "et si c'était un stage ?"):
        tenues["eligible"].dire(dit)
    tenues["refus"].dire_et_confirmer(f"{C} Cordialement, la maison {A_NOUS}")
    for dit in (
        "rappelez-moi",
        "Léa Martin",
        "lea.martin@exemple.fr",
        f"savoir si mon dossier {A_NOUS} peut passer",
        "oui",
    ):
        tenues["refus"].dire(dit)
    for dit in ("bonjour", CHARABIA, MAL_COMPRIS):
        tenues["incompris"].dire(dit)
    for dit in (
        f"un poste à Oyonnax, à l'atelier {CORRIGEE}",
        "12",
        "finalement c'est à Lyon",
        "pardon, c'est à Saint-Denis",
    ):
        tenues["corrigee"].dire(dit)
    tenues["effacee"].dire("on est 45 à Figeac, un mot quintessentiel")
    return tenues


@pytest.fixture
def entrer(navigateur: Browser, console: Console) -> Iterator[Callable[..., Page]]:
    """A page of the console, of somebody who came in by the login form.

    Fails if a script or a policy failed.
    """
    contextes: list[Any] = []
    fautes: list[str] = []

    def faire(nom: str, **options: Any) -> Page:
        contexte = navigateur.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR", **options}
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.set_default_timeout(8_000)
        page.on(
            "console",
            lambda m: (
                fautes.append(m.text)
                if m.type == "error" and not any(statut in m.text for statut in ("403", "404"))
                else None
            ),
        )
        page.on("pageerror", lambda e: fautes.append(str(e)))
        page.goto(console.url)
        page.get_by_label("Nom d'utilisateur").fill(nom)
        page.get_by_label("Mot de passe").fill(MOT)
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("heading", name="Ce qui vous attend").wait_for()
        page.goto(f"{console.url}/conversations/")
        return page

    yield faire
    for contexte in contextes:
        contexte.close()
    assert fautes == []
