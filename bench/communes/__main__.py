"""`make bench-communes`: right answers, time and memory of the search, beside a plain one.

The plain search is what one writes first: the exact name, else rapidfuzz over all names.
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
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bench.communes.jeu import Requete, charger, est_juste
from bench.rapports import dire
from vte.reglages import BASE_URL
from vte.territoires import Index, Recherche, Resultat, Trouvaille
from vte.territoires.noms import cle

RAPPORT = Path(__file__).with_name("RAPPORT.md")
PASSES = 5
LISTE = "2020-10"
Chercher = Callable[[str], Trouvaille]
# A fresh process: import, load, first query; then its resident memory (Linux).
DEMARRAGE = """
import time
debut = time.perf_counter()
from vte.territoires.index import Index
from vte.territoires.search import Recherche
importe = time.perf_counter()
base = Recherche(Index({url!r}), "2020-10")
pret = time.perf_counter()
base.chercher("oyonax")
rss = next(x for x in open("/proc/self/status") if x.startswith("VmRSS")).split()[1]
print(importe - debut, pret - importe, int(rss) / 1024)
"""


class Simple:
    """The search to compare with: exact names and one or two typing errors, nothing else."""

    def __init__(self, base: Recherche) -> None:
        self._base = base
        communes = sorted(base.index.communes.values(), key=lambda c: c.population)
        self._cles = {cle(c.nom): c.code for c in communes}
        self._liste = list(self._cles)

    def chercher(self, texte: str) -> Trouvaille:
        cherche = cle(texte)
        if cherche.isdigit():
            return self._trouver(self._base.index.du_code_postal(cherche))
        if cherche in self._cles:
            return self._trouver([self._cles[cherche]])
        proches = process.extract(
            cherche, self._liste, scorer=OSA.distance, score_cutoff=2, limit=5
        )
        return self._trouver([self._cles[c] for c, _, _ in proches])

    def _trouver(self, codes: list[str]) -> Trouvaille:
        trouves: list[Resultat] = [self._base.resultat(code) for code in codes]
        return Trouvaille(tuple(trouves), len(trouves) > 1)


def durees(chercher: Chercher, requetes: list[Requete], oublier: Callable[[], None]) -> list[float]:
    """Milliseconds of each query, its median over the passes, sorted; `oublier` empties caches."""
    mesures: list[list[float]] = [[] for _ in requetes]
    for _ in range(PASSES):
        for mesure, requete in zip(mesures, requetes, strict=True):
            oublier()
            debut = time.perf_counter()
            chercher(requete.texte)
            mesure.append((time.perf_counter() - debut) * 1000)
    return sorted(statistics.median(m) for m in mesures)


def justesse(chercher: Chercher, requetes: list[Requete]) -> dict[str, tuple[int, int]]:
    """genre -> (right answers, queries)."""
    justes: Counter[str] = Counter()
    tous = Counter(r.genre for r in requetes)
    for r in requetes:
        justes[r.genre] += est_juste(r, chercher(r.texte))
    return {genre: (justes[genre], n) for genre, n in tous.items()}


def demarrages(url: str, fois: int = 5) -> tuple[float, float, float]:
    """(seconds to import, to load the index, MiB), medians over fresh processes."""
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


@dataclass(frozen=True)
class Mesure:
    """Of one search: right answers a kind, the median and the 99th percentile in milliseconds."""

    justesse: dict[str, tuple[int, int]]
    p50: float
    p99: float

    @property
    def part(self) -> float:
        """Right first answers, of the queries that name something."""
        comptes = [c for genre, c in self.justesse.items() if genre != "rien"]
        return sum(c[0] for c in comptes) / sum(c[1] for c in comptes)

    @property
    def rien(self) -> float:
        """Of the queries that name nothing, those that found nothing."""
        return self.justesse["rien"][0] / self.justesse["rien"][1]


def mesurer(
    chercher: Chercher, requetes: list[Requete], oublier: Callable[[], None] = lambda: None
) -> Mesure:
    temps = durees(chercher, requetes, oublier)
    p50, p99 = (temps[int(len(temps) * q)] for q in (0.5, 0.99))
    return Mesure(justesse(chercher, requetes), p50, p99)


def rapport(url: str) -> str:
    requetes, base = charger(), Recherche(Index(url), LISTE)
    notre = mesurer(base.chercher, requetes, base.index.approches.proches.cache_clear)
    autre = mesurer(Simple(base).chercher, requetes)
    lignes = [
        *_titre(len(requetes)),
        *_mesures(notre, autre),
        *_au_demarrage(url),
        *_par_genre(notre, autre),
        *_fausses(base, requetes),
    ]
    return "\n".join(lignes)


def _titre(combien: int) -> list[str]:
    return [
        "# The search for a commune",
        "",
        f"`make bench-communes`, {date.today():%Y-%m-%d}, Python {platform.python_version()},"
        f" one core of {os.cpu_count()}. {combien} queries (tests/vte/territoires/requetes.csv),"
        f" median of {PASSES} passes each;",
        "beside it, in the same run, a plain search: the exact name, a postal code, or rapidfuzz"
        " over all names.",
        "",
        "| measure | this search | plain search | ratio | asked | |",
        "|---|---|---|---|---|---|",
    ]


def _mesures(notre: Mesure, autre: Mesure) -> list[str]:
    n = sum(sur for genre, (_, sur) in notre.justesse.items() if genre != "rien")
    return [
        f"| first answer right, of {n} | {notre.part:.1%} | {autre.part:.1%}"
        f" | {notre.part / autre.part:.2f} | ≥ 98 % | {dire(notre.part >= 0.98)} |",
        f"| nothing invented, of {notre.justesse['rien'][1]} | {notre.rien:.1%}"
        f" | {autre.rien:.1%} | | 100 % | {dire(notre.rien == 1)} |",
        f"| median query | {notre.p50:.2f} ms | {autre.p50:.2f} ms"
        f" | {notre.p50 / autre.p50:.2f} | ≤ 1 ms | {dire(notre.p50 <= 1)} |",
        f"| 99th percentile | {notre.p99:.2f} ms | {autre.p99:.2f} ms"
        f" | {notre.p99 / autre.p99:.2f} | ≤ 5 ms | {dire(notre.p99 <= 5)} |",
    ]


def _au_demarrage(url: str) -> list[str]:
    importe, pret, memoire = demarrages(url)
    return [
        f"| index ready | {pret:.2f} s (after {importe:.2f} s of imports)"
        f" | | | ≤ 2 s | {dire(pret <= 2)} |",
        f"| memory of the whole process | {memoire:.0f} MiB"
        f" | | | ≤ 150 MB | {dire(memoire * 1.048576 <= 150)} |",
        "",
    ]


def _par_genre(notre: Mesure, autre: Mesure) -> list[str]:
    return [
        "| kind of query | right | of | plain search |",
        "|---|---|---|---|",
        *(
            f"| {genre} | {bons} | {sur} | {autre.justesse[genre][0]} |"
            for genre, (bons, sur) in notre.justesse.items()
        ),
        "",
    ]


def _fausses(base: Recherche, requetes: list[Requete]) -> list[str]:
    textes = [r.texte for r in requetes if not est_juste(r, base.chercher(r.texte))]
    return [
        f"Wrong first answers: {', '.join(f'« {t} »' for t in textes)}. Most are heard and not"
        " seen (« rince » for Reims), or said of another town (« Valence d'Agen »).",
        "",
    ]


if __name__ == "__main__":
    RAPPORT.write_text(rapport(BASE_URL.lire()), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))
