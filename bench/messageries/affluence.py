"""A crowd on the messengers beside the web, with the limits that a site has.

Five accounts write 300 messages at once, on all four channels; the web's turns are measured before,
and from the first of them to the last answer.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httpx

from bench.rapports import dire, p95
from bot import launcher
from tests.messageries import TOUS, Personne
from tests.plateformes import FauxCloud, FauxMessenger, FauxTelegram, FauxTwilio, Plateforme
from tests.ports import free_port
from tests.serveurs import Serveurs, demarrer, reglages_messageries

COMPTES, MESSAGES = 5, 300
PASSES, TOURS = 3, 60  # of the web, each time
PAUSE = 0.35  # seconds between two turns of the web: its own limits are on, 240 turns a minute
RALENTIR = 1.3  # what the web's turns may become, against what they are alone
Tours = Callable[[str, int, float], list[float]]  # an address, how many, the pause: milliseconds


@dataclass
class Mesure:
    """Milliseconds of the web's turns, a list a pass; seconds until the last answer, each time."""

    seuls: list[list[float]] = field(default_factory=list)
    avec: list[list[float]] = field(default_factory=list)
    fins: list[float] = field(default_factory=list)


def mesurer(tours: Tours) -> Mesure:
    """`tours`: how the web's turns are measured."""
    mesure = Mesure()
    with _serveurs() as serveurs:
        tours(serveurs.url, 30, PAUSE)  # warms both servers up
        for _ in range(PASSES):
            mesure.seuls.append(tours(serveurs.url, TOURS, PAUSE))
            debut = time.perf_counter()
            fin = threading.Thread(target=_ecrire, args=(serveurs,), daemon=True)
            fin.start()
            durees = tours(serveurs.url, TOURS, PAUSE)
            while fin.is_alive():
                durees += tours(serveurs.url, 5, PAUSE)
            mesure.avec.append(durees)
            mesure.fins.append(time.perf_counter() - debut)
    return mesure


def lignes(mesure: Mesure) -> list[str]:
    """Of the report."""
    seuls, avec = ([x for une in d for x in une] for d in (mesure.seuls, mesure.avec))
    medianes = statistics.median(avec) / statistics.median(seuls)
    centiles = p95(avec) / p95(seuls)
    return [
        f"| web turns | alone | while {COMPTES} accounts write {MESSAGES} messages | ratio |"
        " asked | |",
        "|---|---|---|---|---|---|",
        f"| median | {statistics.median(seuls):.0f} ms | {statistics.median(avec):.0f} ms |"
        f" {medianes:.2f} | | |",
        f"| 95th percentile | {p95(seuls):.0f} ms | {p95(avec):.0f} ms | {centiles:.2f} |"
        f" ≤ {RALENTIR} | {dire(centiles <= RALENTIR)} |",
        "",
        f"- The limits of a site are on; the messages come at once, on all four channels, {PASSES}"
        f" times; all were answered after"
        f" {', '.join(f'{fin:.0f}' for fin in mesure.fins)} s.",
    ]


def _ecrire(serveurs: Serveurs) -> None:
    """All of them, and until none waits."""
    with httpx.Client(timeout=30) as client:
        gens: list[Personne] = [
            classe(serveurs, client) for classe, _ in zip(cycle(TOUS), range(COMPTES), strict=False)
        ]
        for tour in range(MESSAGES // COMPTES):
            for personne in gens:
                personne.envoyer(personne.message(f"nous sommes {100 + tour}"))
        while any(
            client.get(f"{serveurs.racine}/{canal}/health").json()["pending"]
            for canal in serveurs.plateformes
        ):
            time.sleep(0.2)


@contextmanager
def _serveurs() -> Iterator[Serveurs]:
    plateformes: dict[str, Plateforme] = {
        "messenger": FauxMessenger(free_port()),
        "telegram": FauxTelegram(free_port()),
        "whatsapp": FauxTwilio(free_port()),
        "whatsapp_cloud": FauxCloud(free_port()),
    }
    avant = os.environ.get("VTE_SANS_LIMITE")
    with tempfile.TemporaryDirectory() as dossier:
        serveurs = demarrer(
            Path(dossier),
            VTE_AUJOURDHUI="2021-06-15",
            VTE_SANS_LIMITE="",
            **reglages_messageries(dict(plateformes)) | {"VTE_RAFALE": "1500"},
        )
        serveurs.plateformes = plateformes
        try:
            yield serveurs
        finally:
            launcher.stop(serveurs.processus)
            for plateforme in plateformes.values():
                plateforme.fermer()
            if avant is not None:
                os.environ["VTE_SANS_LIMITE"] = avant
