"""`python -m bench.communes` (`make bench-communes`): right answers, time and memory of the search, beside a plain one.

The plain search is what one writes first: the exact name, else rapidfuzz over all names, as it stood before this index.
Writes bench/communes/RAPPORT.md. One core: OMP and OpenBLAS are held to one thread by the Makefile.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bench.communes.jeu import Requete, charger, est_juste
from bench.rapports import dire
from vte.reglages import BASE_URL
from vte.territoires import Recherche, Resultat, Trouvaille
from vte.territoires.noms import cle

RAPPORT = Path(__file__).with_name("RAPPORT.md")
PASSES = 5
# A fresh process: import, load, first query; then its resident memory (Linux).
DEMARRAGE = """
import time
debut = time.perf_counter()
from vte.territoires.recherche import Recherche
importe = time.perf_counter()
index = Recherche({url!r})
pret = time.perf_counter()
index.chercher("oyonax")
rss = next(x for x in open("/proc/self/status") if x.startswith("VmRSS")).split()[1]
print(importe - debut, pret - importe, int(rss) / 1024)
"""


class Simple:
    """The search to compare with: exact names and one or two typing errors, nothing else."""

    def __init__(self, index: Recherche) -> None:
        self._index = index
        self._cles = {
            cle(c.nom): c.code for c in sorted(index.communes.values(), key=lambda c: c.population)
        }
        self._liste = list(self._cles)

    def chercher(self, texte: str) -> Trouvaille:
        cherche = cle(texte)
        if cherche.isdigit():
            return self._trouver(self._index.du_code_postal(cherche))
        if cherche in self._cles:
            return self._trouver([self._cles[cherche]])
        proches = process.extract(
            cherche, self._liste, scorer=OSA.distance, score_cutoff=2, limit=5
        )
        return self._trouver([self._cles[c] for c, _, _ in proches])

    def _trouver(self, codes: list[str]) -> Trouvaille:
        trouves: list[Resultat] = [r for code in codes if (r := self._index.fiche(code))]
        return Trouvaille(tuple(trouves), len(trouves) > 1)


def durees(chercher, requetes: list[Requete], oublier=lambda: None) -> list[float]:  # type: ignore[no-untyped-def]
    """Milliseconds of each query, its median over the passes, sorted; `oublier` empties what a pass would keep for the next."""
    mesures: list[list[float]] = [[] for _ in requetes]
    for _ in range(PASSES):
        for mesure, requete in zip(mesures, requetes, strict=True):
            oublier()
            debut = time.perf_counter()
            chercher(requete.texte)
            mesure.append((time.perf_counter() - debut) * 1000)
    return sorted(statistics.median(m) for m in mesures)


def justesse(chercher, requetes: list[Requete]) -> dict[str, tuple[int, int]]:  # type: ignore[no-untyped-def]
    """genre -> (right answers, queries)."""
    justes, tous = Counter(), Counter(r.genre for r in requetes)
    for r in requetes:
        justes[r.genre] += est_juste(r, chercher(r.texte))
    return {genre: (justes[genre], n) for genre, n in tous.items()}


def demarrages(url: str, fois: int = 5) -> tuple[float, float, float]:
    """(seconds to import, seconds to load the index, MiB of the process), medians over fresh processes."""
    sorties = [
        subprocess.run(
            [sys.executable, "-c", DEMARRAGE.format(url=url)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(fois)
    ]
    importe, pret, memoire = zip(*(map(float, s.split()) for s in sorties), strict=True)
    return statistics.median(importe), statistics.median(pret), statistics.median(memoire)


def rapport(url: str) -> str:
    requetes, index = charger(), Recherche(url)
    simple = Simple(index)
    notre_justesse, autre_justesse = (
        justesse(index.chercher, requetes),
        justesse(simple.chercher, requetes),
    )
    notre, autre = (
        durees(index.chercher, requetes, index.approches.proches.cache_clear),
        durees(simple.chercher, requetes),
    )
    importe, pret, memoire = demarrages(url)
    nomment = [g for g in notre_justesse if g != "rien"]
    n = sum(notre_justesse[g][1] for g in nomment)
    justes, autres = (sum(j[g][0] for g in nomment) for j in (notre_justesse, autre_justesse))
    rien = notre_justesse["rien"]
    p50, p99 = (notre[int(len(notre) * q)] for q in (0.5, 0.99))
    autre_p50, autre_p99 = (autre[int(len(autre) * q)] for q in (0.5, 0.99))
    lignes = [
        "# The search for a commune",
        "",
        f"`make bench-communes`, {date.today():%Y-%m-%d}, Python {platform.python_version()}, one core of {os.cpu_count()}. "
        f"{len(requetes)} queries (tests/vte/territoires/requetes.csv), median of {PASSES} passes each;",
        "beside it, in the same run, a plain search: the exact name, a postal code, or rapidfuzz over all names.",
        "",
        "| measure | this search | plain search | ratio | asked | |",
        "|---|---|---|---|---|---|",
        f"| first answer right, of {n} | {justes / n:.1%} | {autres / n:.1%} | {justes / autres:.2f} | ≥ 98 % | {dire(justes / n >= 0.98)} |",
        f"| nothing invented, of {rien[1]} | {rien[0] / rien[1]:.1%} | {autre_justesse['rien'][0] / rien[1]:.1%} | | 100 % | {dire(rien[0] == rien[1])} |",
        f"| median query | {p50:.2f} ms | {autre_p50:.2f} ms | {p50 / autre_p50:.2f} | ≤ 1 ms | {dire(p50 <= 1)} |",
        f"| 99th percentile | {p99:.2f} ms | {autre_p99:.2f} ms | {p99 / autre_p99:.2f} | ≤ 5 ms | {dire(p99 <= 5)} |",
        f"| index ready | {pret:.2f} s (after {importe:.2f} s of imports) | | | ≤ 2 s | {dire(pret <= 2)} |",
        f"| memory of the whole process | {memoire:.0f} MiB | | | ≤ 150 MB | {dire(memoire * 1.048576 <= 150)} |",
        "",
        "| kind of query | right | of | plain search |",
        "|---|---|---|---|",
        *(
            f"| {genre} | {bons} | {sur} | {autre_justesse[genre][0]} |"
            for genre, (bons, sur) in notre_justesse.items()
        ),
        "",
        "Wrong first answers: "
        + ", ".join(f"« {r.texte} »" for r in requetes if not est_juste(r, index.chercher(r.texte)))
        + ". Most are heard and not seen (« rince » for Reims), or said of another town (« Valence d'Agen »).",
        "",
    ]
    return "\n".join(lignes)


if __name__ == "__main__":
    RAPPORT.write_text(rapport(BASE_URL.lire()), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))
