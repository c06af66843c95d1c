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
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import people
from bench.conversations import ENCORE
from bench.entrainement import RACINE, entrainer_le_notre, entrainer_stock
from bench.rapports import dire, p95
from bot import launcher, model
from tests.ports import free_port

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


def canal() -> str:
    return people.url(os.environ["VTE_PORT_RASA"])


def converser() -> list[float]:
    """Milliseconds of each turn of all conversations, one after the other."""
    return [tour.ms for tour in people.converse(canal())]


def converser_longtemps() -> tuple[float, float]:
    """(median milliseconds around turn 5, around turn 300) of one conversation that goes over the
    same few messages.
    """
    textes = (*ENCORE * (LONGUE // len(ENCORE) + 1),)[:LONGUE]
    durees = [tour.ms for tour in people.say(canal(), textes)]
    return statistics.median(durees[TOT]), statistics.median(durees[TARD])


def mesurer(candidat: Candidat, dossier: Path) -> Mesure:
    """Its databases are in `dossier`. Errors: CannotStart, httpx.HTTPError."""
    os.environ["VTE_SUIVI"] = str(dossier / f"{candidat.nom}.sqlite")
    os.environ["VTE_DEMANDES_URL"] = f"sqlite:///{dossier / candidat.nom}-demandes.sqlite"
    print(f"{candidat.nom}: training…", flush=True)
    modele, entrainement = entrainer(candidat, dossier)
    demarrages = [_demarrer(candidat, modele) for _ in range(DEMARRAGES - 1)]
    processus, demarrage = servir(candidat, modele)
    try:
        demarrage = statistics.median([*demarrages, demarrage])
        return _tenir(entrainement, demarrage, processus["serveur Rasa"].pid)
    finally:
        launcher.stop(processus)


def entrainer(candidat: Candidat, dossier: Path) -> tuple[Path, float]:
    """(its model, seconds of its training)."""
    if candidat is NOTRE:
        return entrainer_le_notre()
    return entrainer_stock(dossier, "--data", *model.DATA)


def _demarrer(candidat: Candidat, modele: Path) -> float:
    """Seconds of a start, after which the servers are stopped."""
    print(f"{candidat.nom}: start…", flush=True)
    processus, demarrage = servir(candidat, modele)
    launcher.stop(processus)
    return demarrage


def _tenir(entrainement: float, demarrage: float, pid: int) -> Mesure:
    """What the conversations take, the servers having started; `pid`: of the Rasa server."""
    converser()  # warms both servers up
    durees = [d for _ in range(PASSES) for d in converser()]
    debut, fin = converser_longtemps()
    tour, pire, taille = statistics.median(durees), p95(durees), memoire(pid)
    return Mesure(entrainement, demarrage, taille, tour, pire, len(durees), debut, fin)


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
        VTE_PORT_RASA=str(free_port()),
        VTE_PORT_ACTIONS=str(free_port()),
    )
    with tempfile.TemporaryDirectory() as temporaire:
        stock, notre = (mesurer(c, Path(temporaire)) for c in (STOCK, NOTRE))
    RAPPORT.write_text(rapport(notre, stock), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    principal()
