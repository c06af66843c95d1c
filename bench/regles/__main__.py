"""`python -m bench.regles` (`make bench-regles`): verdicts a second on one core, with reasons.

The dossiers are drawn at random, half of them incomplete; the base is in memory. Writes
bench/regles/RAPPORT.md.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bench.rapports import dire
from vte.dossier import CONTRATS, Dossier, depuis_json
from vte.horloge import aujourdhui
from vte.regles import Verdict, courant, evaluer, pistes
from vte.regles.evaluation import juger, statuer
from vte.territoires import ouvrir

T = TypeVar("T")
RAPPORT = Path(__file__).with_name("RAPPORT.md")
DOSSIERS, PASSES, HASARD = 2000, 7, 20_210_615
DU_VTE, DE_TOUS = 20_000, 8_000  # verdicts a second that are asked for


def dossiers() -> list[Dossier]:
    hasard, codes = random.Random(HASARD), list(ouvrir().communes)
    return [depuis_json(_faits(hasard, codes), ouvrir().commune) for _ in range(DOSSIERS)]


def _faits(hasard: random.Random, codes: Sequence[str]) -> dict[str, Any]:
    faits = {
        "commune": hasard.choice(codes),
        "effectif": hasard.randrange(6000),
        "contrat": hasard.choice(CONTRATS),
        "duree_mois": hasard.randrange(37),
        "date_debut": _jour(hasard, 2018, 2027),
        "niveau_obtenu": hasard.randrange(-1, 9),
        "date_diplome": _jour(hasard, 2016, 2026),
        "niveau_prepare": hasard.randrange(-1, 9),
    }
    inconnus = hasard.sample(list(faits), hasard.randrange(4) if hasard.random() < 0.5 else 0)
    return {cle: valeur for cle, valeur in faits.items() if cle not in inconnus}


def _jour(hasard: random.Random, de: int, avant: int) -> str:
    return date(hasard.randrange(de, avant), hasard.randrange(1, 13), 1).isoformat()


def par_seconde(faire: Callable[[T], object], sur: Sequence[T]) -> float:
    """Median, over the passes, of what is done in a second."""
    mesures = []
    for _ in range(PASSES):
        debut = time.perf_counter()
        for x in sur:
            faire(x)
        mesures.append(len(sur) / (time.perf_counter() - debut))
    return statistics.median(mesures)


def du_vte(d: Dossier) -> Verdict:
    return evaluer(d, seul=True)


def en_json(d: Dossier) -> dict[str, Any]:
    return evaluer(d).en_json()


def statut_seul(d: Dossier) -> str:
    regles = courant()
    b = regles.pour(d.date_debut or aujourdhui())
    return statuer(juger(d, b, regles, ouvrir().appartenance))


def principal() -> None:
    tires = dossiers()
    verdicts: list[Verdict] = [evaluer(d) for d in tires]
    juges, seuls, ecrits, statuts = (
        par_seconde(f, tires) for f in (evaluer, du_vte, en_json, statut_seul)
    )
    RAPPORT.write_text(
        f"""# Verdicts a second

`make bench-regles`, {date.today():%Y-%m-%d}, Python {platform.python_version()}, one core of \
{os.cpu_count()}; {DOSSIERS} random dossiers, median of {PASSES} passes.

| what | a second | beside the whole verdict | asked | |
|---|---|---|---|---|
{_ligne("a whole verdict: every scheme, with its criteria and sentences", juges, juges, DE_TOUS)}
{_ligne("the VTE alone, with its criteria, aids and sentences", seuls, juges, DU_VTE)}
{_ligne("the same, and its JSON", ecrits, juges)}
{_ligne("the criteria and the statut of the VTE, without a sentence", statuts, juges)}
{_ligne("`pistes` of a verdict (none unless it refuses)", par_seconde(pistes, verdicts), juges)}
""",
        encoding="utf-8",
    )
    print(RAPPORT.read_text(encoding="utf-8"))


def _ligne(quoi: str, mesure: float, entier: float, demandes: int | None = None) -> str:
    voulu = f"≥ {demandes:,} | {dire(mesure >= demandes)}" if demandes else " | "
    return f"| {quoi} | {mesure:,.0f} | {mesure / entier:.2f} | {voulu} |"


if __name__ == "__main__":
    os.environ.setdefault("VTE_AUJOURDHUI", "2021-06-15")
    principal()
