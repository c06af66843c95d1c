"""`python -m bench.regles` (`make bench-regles`): verdicts a second on one core, with all their reasons, beside the bare statut.

The dossiers are drawn at random, half of them incomplete; the base is in memory. Writes bench/regles/RAPPORT.md.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.rapports import dire
from vte.dossier import CONTRATS, Dossier, depuis_json
from vte.horloge import aujourdhui
from vte.regles import courant, evaluer, pistes
from vte.regles.criteres import tous
from vte.regles.evaluation import statuer
from vte.territoires import ouvrir

RAPPORT = Path(__file__).with_name("RAPPORT.md")
DOSSIERS, PASSES, HASARD = 2000, 7, 20_210_615
DEMANDES = 10_000  # verdicts a second


def dossiers() -> list[Dossier]:
    hasard = random.Random(HASARD)
    codes = list(ouvrir().communes)

    def tirer() -> dict[str, Any]:
        faits = {
            "commune": hasard.choice(codes),
            "effectif": hasard.randrange(6000),
            "contrat": hasard.choice(CONTRATS),
            "duree_mois": hasard.randrange(37),
            "date_debut": date(
                hasard.randrange(2018, 2027), hasard.randrange(1, 13), 1
            ).isoformat(),
            "niveau_obtenu": hasard.randrange(-1, 9),
            "date_diplome": date(
                hasard.randrange(2016, 2026), hasard.randrange(1, 13), 1
            ).isoformat(),
            "niveau_prepare": hasard.randrange(-1, 9),
        }
        inconnus = hasard.sample(list(faits), hasard.randrange(4) if hasard.random() < 0.5 else 0)
        return {cle: valeur for cle, valeur in faits.items() if cle not in inconnus}

    return [depuis_json(tirer(), ouvrir().commune) for _ in range(DOSSIERS)]


def par_seconde(faire: Callable[[Dossier], object], tous_les_dossiers: list[Dossier]) -> float:
    """Median, over the passes, of dossiers done in a second."""
    mesures = []
    for _ in range(PASSES):
        debut = time.perf_counter()
        for d in tous_les_dossiers:
            faire(d)
        mesures.append(len(tous_les_dossiers) / (time.perf_counter() - debut))
    return statistics.median(mesures)


def statut_seul(d: Dossier) -> str:
    return statuer(tous(d, courant().pour(d.date_debut or aujourdhui()), ouvrir().appartenance))


def principal() -> None:
    tires = dossiers()
    verdicts, statuts, changements = (par_seconde(f, tires) for f in (evaluer, statut_seul, pistes))
    RAPPORT.write_text(
        "\n".join(
            (
                "# Verdicts a second",
                "",
                f"`make bench-regles`, {date.today():%Y-%m-%d}, Python {platform.python_version()}, one core of {os.cpu_count()}; {DOSSIERS} random dossiers, median of {PASSES} passes.",
                "",
                "| what | a second | beside the whole verdict | asked | |",
                "|---|---|---|---|---|",
                f"| a whole verdict: criteria, aids, sources, JSON | {verdicts:,.0f} | 1.00 | ≥ {DEMANDES:,} | {dire(verdicts >= DEMANDES)} |",
                f"| its criteria and statut alone | {statuts:,.0f} | {statuts / verdicts:.2f} | | |",
                f"| `pistes` of a dossier (none unless it is refused) | {changements:,.0f} | {changements / verdicts:.2f} | | |",
                "",
            )
        ),
        encoding="utf-8",
    )
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    os.environ.setdefault("VTE_AUJOURDHUI", "2021-06-15")
    principal()
