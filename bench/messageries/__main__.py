"""`make bench-messageries`: what a slow messenger costs the web, and the messengers' throughput.

The servers are `make run`'s own; the platforms are those of the tests, on loopback.
Writes bench/messageries/RAPPORT.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path

import httpx

from bench import people
from bench.conversations import CONVERSATIONS
from bench.messageries import affluence
from bench.rapports import dire, p95
from bot import launcher
from tests.messageries import SurMessenger, SurTelegram, SurWhatsApp
from tests.plateformes import FauxMessenger, FauxTelegram, FauxTwilio
from tests.ports import free_port
from tests.serveurs import Serveurs, demarrer, reglages_messageries

RAPPORT = Path(__file__).with_name("RAPPORT.md")
LATENCE, PAUSE = 1.0, 0.1  # seconds a call of the platform; between two messages on the web
GENS, TOURS = 1, 200  # people who write on the platform; turns of the web measured each time
RALENTIR = 1.3  # what the web's 95th percentile may become, against what it is alone
PASSES = 3
RAFALE = 300  # messages


def tours_web(url: str, combien: int, pause: float = PAUSE) -> list[float]:
    """Milliseconds of turns of the web, conversation after conversation, at a person's pace."""
    durees: list[float] = []
    for textes in cycle(CONVERSATIONS):
        durees += [t.ms for t in people.say(url, textes, pause)]
        if len(durees) >= combien:
            return durees[:combien]
    return durees


def pendant(faire: Callable[[], list[float]], serveurs: Serveurs) -> list[float]:
    """`faire` while people write on a slow platform, each once its last answer came."""
    fini = threading.Event()
    gens = [
        threading.Thread(target=_ecrire, args=(serveurs, fini), daemon=True) for _ in range(GENS)
    ]
    for un in gens:
        un.start()
    try:
        return faire()
    finally:
        fini.set()
        for un in gens:
            un.join(30)


def _ecrire(serveurs: Serveurs, fini: threading.Event) -> None:
    personne = SurTelegram(serveurs)
    while not fini.is_set():
        personne.dire("on est 45 à Oyonnax", attendre=False)
        personne.lire(delai=15)


def rafale(serveurs: Serveurs) -> float:
    """Turns a second of all messengers together, from the first call to the last answer."""
    client = httpx.Client(timeout=30)
    gens = [
        classe(serveurs, client)
        for classe in (SurMessenger, SurTelegram, SurWhatsApp)
        for _ in range(RAFALE // 30)
    ]
    debut = time.perf_counter()
    for tour in range(10):
        for personne in gens:
            personne.envoyer(personne.message(f"nous sommes {100 + tour}"))
    while any(
        client.get(f"{serveurs.racine}/{canal}/health").json()["pending"]
        for canal in serveurs.plateformes
    ):
        time.sleep(0.1)
    return RAFALE / (time.perf_counter() - debut)


def rapport(
    seuls: list[list[float]], avec: list[list[float]], debit: float, foule: affluence.Mesure
) -> str:
    rapports = [p95(b) / p95(a) for a, b in zip(seuls, avec, strict=True)]
    seul, ensemble = [x for d in seuls for x in d], [x for d in avec for x in d]
    return "\n".join(
        [
            "# The messengers beside the web",
            "",
            f"`make bench-messageries`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}. Rasa server, action server, platforms and",
            "clients share the machine.",
            "",
            "| web turns | alone | while a person writes on a slow platform | ratio | asked | |",
            "|---|---|---|---|---|---|",
            f"| median | {statistics.median(seul):.0f} ms | {statistics.median(ensemble):.0f} ms | "
            f"{statistics.median(ensemble) / statistics.median(seul):.2f} | | |",
            f"| 95th percentile | {p95(seul):.0f} ms | {p95(ensemble):.0f} ms | "
            f"{statistics.median(rapports):.2f} | ≤ {RALENTIR} | "
            f"{dire(statistics.median(rapports) <= RALENTIR)} |",
            "",
            f"- {GENS} person writes on Telegram, again as soon as the last answer came; each call "
            f"of the platform takes {LATENCE:.0f} s.",
            f"- {TOURS} web turns each time, alone then beside, {PASSES} times in turn; the ratio "
            f"of the 95th percentile is the median of the {PASSES}"
            f" ({', '.join(f'{r:.2f}' for r in rapports)}).",
            f"- A burst of {RAFALE} messages on the three messengers, quick platforms: {debit:.0f} "
            f"turns a second, from the first call to the last answer.",
            "",
            *affluence.lignes(foule),
            "",
        ]
    )


def principal() -> None:
    plateformes = {
        "messenger": FauxMessenger(free_port()),
        "telegram": FauxTelegram(free_port()),
        "whatsapp": FauxTwilio(free_port()),
    }
    with tempfile.TemporaryDirectory() as dossier:
        serveurs = demarrer(
            Path(dossier),
            VTE_AUJOURDHUI="2021-06-15",
            VTE_SANS_LIMITE="1",
            **reglages_messageries(dict(plateformes)) | {"VTE_RAFALE": "0"},
        )
        serveurs.plateformes = dict(plateformes)
        try:
            tours_web(serveurs.url, 50)  # warms both servers up
            debit = rafale(serveurs)
            plateformes["telegram"].regler(latence=LATENCE)
            seuls, avec = [], []
            for _ in range(PASSES):
                seuls.append(tours_web(serveurs.url, TOURS))
                avec.append(pendant(lambda: tours_web(serveurs.url, TOURS), serveurs))
        finally:
            launcher.stop(serveurs.processus)
    foule = affluence.mesurer(tours_web)
    RAPPORT.write_text(rapport(seuls, avec, debit, foule), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    principal()
