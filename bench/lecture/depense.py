"""The report's section on cost: time on one core, training, weights, memory."""

from __future__ import annotations

from bench.lecture import cibles
from bench.lecture.cout import DIX, HOSTILE, LONG, REPONSE, Cout, Duree, mediane_et_pire
from bench.lecture.memoire import REVISION, Memoire
from bench.lecture.mesures import Mesures
from bench.rapports import dire

_MS = {DIX: cibles.DIX_MOTS, REPONSE: cibles.REPONSE, LONG: cibles.LONG, HOSTILE: None}


def depense(m: Mesures) -> list[str]:
    if m.cout is None:
        return ["## What it costs", "", "Not measured in this run."]
    return [
        "## What it costs",
        "",
        *_temps(m.cout),
        "| measure | | asked | |",
        "|---|---|---|---|",
        _ligne(
            "training from nothing, s",
            f"{m.cout.entrainement:.0f}",
            m.cout.entrainement,
            cibles.ENTRAINEMENT,
        ),
        *_poids(m.cout),
        *(_memoire(m.memoire) if m.memoire else []),
    ]


def _temps(c: Cout) -> list[str]:
    if not c.durees:
        return ["The times wait for the tuned weights.", ""]
    return [
        "Milliseconds of one core, in a process that is warm and has not read the text before. "
        "« As served » lets the encoder run where readers that never",
        "saw the author would let it; for a thousand characters, always.",
        "",
        "| median (95th percentile) | texts | quick model | with the encoder | "
        "the encoder runs for | as served | asked | |",
        "|---|---|---|---|---|---|---|---|",
        *(_duree(nom, d) for nom, d in c.durees.items()),
        "",
    ]


def _duree(nom: str, d: Duree) -> str:
    demande = _MS[nom]
    mediane, _ = mediane_et_pire(d.servies)
    atteint = f"≤ {demande} | {dire(mediane <= demande)}" if demande else " | "
    sans, avec, servies = (_deux(list(x)) for x in (d.sans, d.avec, d.servies))
    part = sum(d.a_fond) / len(d.a_fond)
    return f"| {nom} | {len(d.sans)} | {sans} | {avec} | {part:.0%} | {servies} | {atteint} |"


def _deux(durees: list[float]) -> str:
    mediane, pire = mediane_et_pire(durees)
    return f"{mediane:.1f} ({pire:.1f})"


def _poids(c: Cout) -> list[str]:
    total = sum(c.poids.values())
    dont = ", ".join(f"{nom} {octets / 1e6:.1f}" for nom, octets in c.poids.items())
    return [
        _ligne(
            f"weights in the repository, MB ({dont})",
            f"{total / 1e6:.1f}",
            total / 1e6,
            cibles.POIDS / 1e6,
        )
    ]


def _memoire(memoire: Memoire) -> list[str]:
    return [
        f"| memory of a process that reads, before ({REVISION}, no encoder), MiB | "
        f"{memoire.avant:.0f} | | |",
        f"| the same now, the encoder loaded, MiB | {memoire.apres:.0f} | | |",
        _ligne(
            f"the Rasa server ({memoire.serveur:.0f} MiB before), with the difference, ratio",
            f"{memoire.rapport:.2f}",
            memoire.rapport,
            cibles.MEMOIRE,
        ),
    ]


def _ligne(nom: str, dit: str, valeur: float, demande: float) -> str:
    return f"| {nom} | {dit} | ≤ {demande:g} | {dire(valeur <= demande)} |"
