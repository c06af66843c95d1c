"""`make bench-console`: how fast events are projected, and how fast the list's pages answer.

On SQLite, then on PostgreSQL where it is installed; each in a process of its own, for the console's
database is a setting. Writes bench/console/RAPPORT.md.
"""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.rapports import dire, p95
from tests.bases import grappe, outils_de_postgresql
from tests.ports import free_port

RAPPORT = Path(__file__).with_name("RAPPORT.md")
CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "100000"))
PROJETEES, REQUETES = 4_000, 40  # conversations whose events are projected, calls of each page
DEBIT, DELAI = 5_000, 300  # asked: events a second, milliseconds at the 95th percentile
DELAIS = {"home": 150}  # of some pages, another one


def principal() -> None:
    with tempfile.TemporaryDirectory() as dossier:
        resultats = {
            "SQLite": _mesurer(
                dossier, f"sqlite:///{dossier}/console.sqlite", f"sqlite:///{dossier}/suivi.sqlite"
            )
        }
    if outils := outils_de_postgresql():
        with tempfile.TemporaryDirectory() as dossier:
            for url in grappe(outils, Path(dossier)):
                resultats["PostgreSQL"] = _mesurer(dossier, url, url)
    RAPPORT.write_text(rapport(resultats, _avant()), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


def _mesurer(dossier: str, console: str, suivi: str) -> dict[str, Any]:
    """What the process of `bench.console.mesures` found on these databases."""
    environnement = {
        **os.environ,
        "VTE_CONSOLE_URL": console,
        "VTE_SUIVI": suivi,
        "VTE_SECRET": "un secret" * 4,
        "VTE_PORT_CONSOLE": str(free_port()),
        "VTE_DEMANDES_URL": f"sqlite:///{dossier}/demandes.sqlite",
        "DJANGO_SETTINGS_MODULE": "console.settings",
    }
    sortie = Path(dossier) / "mesures.json"
    commande = [
        sys.executable,
        "-m",
        "bench.console.mesures",
        str(sortie),
        str(CONVERSATIONS),
        str(PROJETEES),
        str(REQUETES),
    ]
    subprocess.run(commande, env=environnement, check=True)
    return dict(json.loads(sortie.read_text(encoding="utf-8")))


def _avant() -> dict[tuple[str, str], float]:
    """The 95th percentiles of the report that this one replaces: (page, database) -> ms."""
    lues = RAPPORT.read_text(encoding="utf-8") if RAPPORT.exists() else ""
    lignes = re.findall(r"^\| ([^|]+) \| (\w+) \| \d+ ms \| (\d+) ms", lues, re.M)
    return {(page, nom): float(ms) for page, nom, ms in lignes}


def _fois(durees: list[float], avant: float | None) -> str:
    return f"{p95(durees) / avant:.2f}" if avant else "new"


def rapport(resultats: dict[str, dict[str, Any]], avant: dict[tuple[str, str], float]) -> str:
    return "\n".join(
        [
            "# The console",
            "",
            f"`make bench-console`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores,"
            f" Python {platform.python_version()}. The served console (gunicorn, four threads),"
            " its database and the client share the machine."
            f" {f'{CONVERSATIONS:,}'.replace(',', ' ')} conversations.",
            "",
            "## Projection",
            "",
            "| database | events a second | asked | | beside reading and parsing the same events |",
            "|---|---|---|---|---|",
            *(
                f"| {nom} | {r['debit']:,.0f} | ≥ {DEBIT:,} | {dire(r['debit'] >= DEBIT)}"
                f" | {r['part']:.2f} |"
                for nom, r in resultats.items()
            ),
            "",
            f"- The events of {PROJETEES:,} conversations, eight a turn, projected by passes of"
            " 20 000; the last column: the time of the one over that of the other.",
            "",
            "## Pages",
            "",
            "| page | database | median | 95th percentile | asked | | times the report before |",
            "|---|---|---|---|---|---|---|",
            *(
                f"| {page} | {nom} | {statistics.median(d):.0f} ms | {p95(d):.0f} ms"
                f" | ≤ {DELAIS.get(page, DELAI)} ms"
                f" | {dire(p95(d) <= DELAIS.get(page, DELAI))}"
                f" | {_fois(d, avant.get((page, nom)))} |"
                for nom, r in resultats.items()
                for page, d in r["pages"].items()
            ),
            "",
            f"- {REQUETES} calls of each, one after the other, with other words and values each"
            " time; fifty rows a page. Home: after each gesture of somebody, when all that waits is"
            " counted anew; 5 000 requests, 1 250 of them open, on SQLite.",
            *(
                f"- {nom}: the search takes {r['recherche']:.3f} times what a search by LIKE in the"
                " turns takes, for the same words."
                for nom, r in resultats.items()
            ),
            *(
                f"- {nom}: filling the console with these conversations took"
                f" {r['remplissage']:.0f} s."
                for nom, r in resultats.items()
            ),
            "",
        ]
    )


if __name__ == "__main__":
    debut = time.monotonic()
    principal()
    print(f"{time.monotonic() - debut:.0f} s")
