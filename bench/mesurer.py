"""Speed and size, beside Rasa's default pipeline on the same data, in one run (`make bench`).

Ours and stock share the domain, the data, the web channel and the action server; stock has Rasa's
default pipeline (DIET, ResponseSelector), policies (TED) and SQL tracker store: bench/stock.
Writes bench/RAPPORT.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from bench.conversations import CONVERSATIONS, ENCORE
from bench.entrainement import RACINE, entrainer_le_notre, entrainer_stock
from bench.rapports import dire
from bot import launcher

RAPPORT = Path(__file__).with_name("RAPPORT.md")
PASSES = 6
DEMARRAGES = 3


@dataclass(frozen=True)
class Candidat:
    """A way to build the same assistant, and its endpoints."""

    nom: str
    endpoints: str


@dataclass(frozen=True)
class Mesure:
    """Seconds, MiB, milliseconds (median and 95th percentile), number of turns, milliseconds of
    early and late turns.
    """

    entrainement: float
    demarrage: float
    memoire: float
    tour: float
    tour_p95: float
    tours: int
    debut: float  # of one long conversation, around turn 5
    fin: float  # around turn 300


NOTRE = Candidat("ours", "endpoints.yml")
STOCK = Candidat("stock", "bench/stock/endpoints.yml")
# name, unit, ratio asked for
CIBLES = (
    ("training", "s", 0.2),
    ("cold start", "s", 0.6),
    ("memory of the Rasa server", "MiB", 0.7),
    ("turn, median", "ms", 0.5),
    ("turn, 95th percentile", "ms", 0.5),
)
LONGUE = 305  # turns of the long conversation
TOT, TARD = slice(2, 10), slice(295, 305)  # the turns around the fifth and the three hundredth
ALLONGER = 1.5  # what turn 300 may cost, against turn 5


def servir(candidat: Candidat, modele: Path) -> tuple[dict[str, subprocess.Popen[bytes]], float]:
    """(processes, seconds from the Rasa server's start to its first « healthy » answer)."""
    processus = {"serveur d'actions": launcher.start_actions()}
    time.sleep(5)  # the action server is not what is timed
    debut = time.monotonic()
    processus["serveur Rasa"] = launcher.start_rasa(modele, RACINE / candidat.endpoints)
    try:
        launcher.wait_until_ready(processus)
    except BaseException:
        launcher.stop(processus)
        raise
    return processus, time.monotonic() - debut


def memoire(pid: int) -> float:
    """Resident memory, in MiB (Linux)."""
    ligne = next(
        x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS")
    )
    return int(ligne.split()[1]) / 1024


def converser() -> list[float]:
    """Milliseconds of each turn of all conversations, one after the other."""
    return [duree for conversation in CONVERSATIONS for duree in _dire(conversation)]


def converser_longtemps() -> tuple[float, float]:
    """(median milliseconds around turn 5, around turn 300) of one conversation that goes over the
    same few messages.
    """
    durees = _dire((*ENCORE * (LONGUE // len(ENCORE) + 1),)[:LONGUE])
    return statistics.median(durees[TOT]), statistics.median(durees[TARD])


def _dire(textes: Sequence[str]) -> list[float]:
    """Milliseconds of each turn of one conversation."""
    durees = []
    with httpx.Client(
        base_url=f"http://127.0.0.1:{os.environ['VTE_PORT_RASA']}/webhooks/web", timeout=30
    ) as client:
        jeton = client.post("/sessions").raise_for_status().json()["session"]
        for texte in textes:
            corps = {"message_id": str(uuid.uuid4()), "text": texte}
            debut = time.perf_counter()
            reponse = client.post(
                "/messages", json=corps, headers={"Authorization": f"Bearer {jeton}"}
            )
            durees.append((time.perf_counter() - debut) * 1000)
            reponse.raise_for_status()
    return durees


def mesurer(candidat: Candidat, dossier: Path) -> Mesure:
    os.environ["VTE_SUIVI"] = str(dossier / f"{candidat.nom}.sqlite")
    os.environ["VTE_JOURNAL_URL"] = f"sqlite:///{dossier / candidat.nom}-journal.sqlite"
    os.environ["VTE_DEMANDES_URL"] = f"sqlite:///{dossier / candidat.nom}-demandes.sqlite"
    print(f"{candidat.nom}: training…", flush=True)
    modele, entrainement = (
        entrainer_le_notre()
        if candidat is NOTRE
        else entrainer_stock(dossier, "--data", *launcher.model.DATA)
    )
    demarrages, durees = [], []
    for essai in range(DEMARRAGES):
        print(f"{candidat.nom}: start {essai + 1} of {DEMARRAGES}…", flush=True)
        processus, demarrage = servir(candidat, modele)
        demarrages.append(demarrage)
        try:
            if essai == DEMARRAGES - 1:
                converser()  # warms both servers up
                durees = [d for _ in range(PASSES) for d in converser()]
                debut, fin = converser_longtemps()
                taille = memoire(processus["serveur Rasa"].pid)
        finally:
            launcher.stop(processus)
    p95 = statistics.quantiles(durees, n=20)[-1]
    return Mesure(
        entrainement,
        statistics.median(demarrages),
        taille,
        statistics.median(durees),
        p95,
        len(durees),
        debut,
        fin,
    )


def rapport(notre: Mesure, stock: Mesure) -> str:
    """The report, in Markdown."""
    lignes = [
        "# Speed and size beside Rasa's default pipeline",
        "",
        f"`make bench`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}. "
        "Ours and stock were measured one after the other in the same run, on the same data, "
        "through the same web channel",
        "and action server. Ratios are what counts: the seconds belong to the machine.",
        "",
        "| measure | ours | stock | ratio | asked | |",
        "|---|---|---|---|---|---|",
    ]
    valeurs = ("entrainement", "demarrage", "memoire", "tour", "tour_p95")
    for (nom, unite, cible), champ in zip(CIBLES, valeurs, strict=True):
        a, b = getattr(notre, champ), getattr(stock, champ)
        lignes.append(
            f"| {nom} | {a:.1f} {unite} | {b:.1f} {unite} | {a / b:.2f} | ≤ {cible} | "
            f"{dire(a / b <= cible)} |"
        )
    lignes += [
        "",
        "| one conversation | around turn 5 | around turn 300 | ratio | asked | |",
        "|---|---|---|---|---|---|",
        f"| ours | {notre.debut:.1f} ms | {notre.fin:.1f} ms | {notre.fin / notre.debut:.2f} | ≤ "
        f"{ALLONGER} | {dire(notre.fin / notre.debut <= ALLONGER)} |",
        f"| stock | {stock.debut:.1f} ms | {stock.fin:.1f} ms | {stock.fin / stock.debut:.2f} | - "
        f"| |",
        "",
        "- Training: wall time of the whole `rasa train` command, empty cache.",
        f"- Cold start: from the start of the Rasa process to the first 200 of `/health`; median "
        f"of {DEMARRAGES}.",
        "- Memory: resident size of the Rasa server's process after the conversations.",
        f"- Turn: time at the client of `POST /messages`, through NLU, action server and SQLite; "
        f"{notre.tours} turns "
        "(bench/conversations.py), after one unmeasured pass.",
        "- One conversation: the same five messages over and over; medians of the turns around the "
        "fifth and the three hundredth.",
        "",
    ]
    return "\n".join(lignes)


def principal() -> None:
    os.environ.update(
        VTE_AUJOURDHUI="2021-06-15",
        VTE_SANS_LIMITE="1",
        VTE_PORT_RASA="5995",
        VTE_PORT_ACTIONS="5996",
    )
    with tempfile.TemporaryDirectory() as temporaire:
        stock, notre = (mesurer(c, Path(temporaire)) for c in (STOCK, NOTRE))
    RAPPORT.write_text(rapport(notre, stock), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    principal()
