"""What reading costs: milliseconds on one core, seconds of training, megabytes in the repository.

The served reader has learnt the corpus, and is surer of it than of what people will write. So each
message is read twice, each in a process of its own: without the encoder, and with it; what is
served is then worked out by what readers that never saw the author were sure of.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.comprehension.hostiles import LONGS
from bench.rapports import p95
from bot.environment import ROOT, environment
from vte.lecture.corpus import JOUR, Message
from vte.lecture.roles.profond import AFFINE

LONGUEUR = 1000
PASSES = 2
UN_COEUR = {f"{nom}_NUM_THREADS": "1" for nom in ("OMP", "OPENBLAS", "MKL")}
Demandes = list[tuple[str, str | None]]  # texts, each with the question that is open


@dataclass(frozen=True)
class Duree:
    """Milliseconds of the processor, text by text, without the encoder and with it.

    `a_fond`: whether the encoder would run.
    """

    sans: Sequence[float]
    avec: Sequence[float]
    a_fond: Sequence[bool]

    @property
    def servies(self) -> list[float]:
        return [
            b if fond else a for a, b, fond in zip(self.sans, self.avec, self.a_fond, strict=True)
        ]


@dataclass(frozen=True)
class Cout:
    """`durees`: by what is read; none without the encoder's weights; `entrainement`: seconds."""

    durees: Mapping[str, Duree]
    entrainement: float
    poids: Mapping[str, int]  # bytes, by file


DIX, REPONSE, LONG, HOSTILE = (
    "a message of ten words",
    "a short answer to the open question",
    "1 000 characters",
    "hostile texts of 1 000 characters",
)


def mesurer(messages: Sequence[Message], a_fond: Mapping[str, bool]) -> Cout:
    """`a_fond`: by id, whether the encoder runs for the message when its author is unknown."""
    durees = {}
    if AFFINE.exists():
        choisis = {
            DIX: [m for m in messages if m.question is None and 9 <= len(m.texte.split()) <= 11],
            REPONSE: [m for m in messages if m.question and len(m.texte.split()) <= 4],
        }
        lus = {
            nom: ([(m.texte, m.question) for m in ms], [a_fond.get(m.id, True) for m in ms])
            for nom, ms in choisis.items()
        }
        lus[LONG] = _toujours(textes_longs(messages))
        lus[HOSTILE] = _toujours(LONGS)
        durees = _durees(lus)
    return Cout(durees, _entrainer(), {f.name: f.stat().st_size for f in _fichiers()})


def _toujours(textes: Sequence[str]) -> tuple[Demandes, list[bool]]:
    return [(t, None) for t in textes], [True] * len(textes)


def textes_longs(messages: Sequence[Message], combien: int = 20) -> list[str]:
    """Messages that open a conversation, strung together up to LONGUEUR characters."""
    ouverts = [m.texte for m in messages if m.question is None]
    textes, ici = [], ""
    for texte in ouverts:
        ici = f"{ici}\n{texte}" if ici else texte
        if len(ici) >= LONGUEUR:
            textes.append(ici[:LONGUEUR])
            ici = ""
    pas = max(1, len(textes) // combien)
    return textes[::pas][:combien]


def _durees(lus: Mapping[str, tuple[Demandes, list[bool]]]) -> dict[str, Duree]:
    tout = [demande for demandes, _ in lus.values() for demande in demandes]
    sans, avec = (_au_mieux(tout, sur) for sur in (0.0, 2.0))
    durees, debut = {}, 0
    for nom, (demandes, a_fond) in lus.items():
        fin = debut + len(demandes)
        durees[nom] = Duree(sans[debut:fin], avec[debut:fin], a_fond)
        debut = fin
    return durees


def _au_mieux(demandes: Demandes, sur: float) -> list[float]:
    """Of each text the quickest of the passes, each in a fresh process: nothing was read before."""
    passes = [_passe(demandes, sur) for _ in range(PASSES)]
    return [min(x) for x in zip(*passes, strict=True)]


def _passe(demandes: Demandes, sur: float) -> list[float]:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.lecture.cout", str(sur)],
        cwd=ROOT,
        env=environment() | UN_COEUR | {"VTE_AUJOURDHUI": JOUR},
        input=json.dumps(demandes),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    durees: list[float] = json.loads(ran.stdout)
    return durees


def _entrainer() -> float:
    """Seconds of `vte lecture entrainer` from nothing, on every core."""
    with tempfile.TemporaryDirectory() as dossier:
        debut = time.monotonic()
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from vte.cli import principal; principal(['lecture', 'entrainer'])",
            ],
            cwd=ROOT,
            env=environment() | {"VTE_LECTEUR": str(Path(dossier) / "lecteur.npz")},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return time.monotonic() - debut


def _fichiers() -> list[Path]:
    return sorted(f for f in AFFINE.parent.iterdir() if f.is_file())


def mediane_et_pire(durees: list[float]) -> tuple[float, float]:
    """(median, 95th percentile)"""
    return statistics.median(durees), p95(durees)


def _chronometrer() -> None:
    """In its own process: reads [[text, question]…] as JSON, writes the milliseconds of each.

    The argument: from which sureness the quick model's word is enough; 0: always, 2: never.
    """
    from vte.lecture import lire

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lecteur: Any = sys.modules["vte.lecture.roles.lecteur"]  # the package has a function so named
    lecteur.SUR = float(sys.argv[1])
    for texte in ("bonjour, on est 45 à Oyonnax", "un cdd de dix-huit mois à la rentrée") * 5:
        lire(texte)
        lire(texte, "effectif")
    durees = []
    for texte, question in json.load(sys.stdin):
        debut = time.process_time()  # of the processor: what else runs here is not counted
        lire(texte, question)
        durees.append((time.process_time() - debut) * 1000)
    json.dump(durees, sys.stdout)


if __name__ == "__main__":
    _chronometrer()
