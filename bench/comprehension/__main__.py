"""`python -m bench.comprehension` (`make eval`): intents and facts on sentences kept apart, beside Rasa's default pipeline.

Both are trained on data/nlu in the same run and read the same sentences, on one core. Writes docs/comprehension.md and its pictures.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bench.comprehension import faits, figures, modeles
from bench.comprehension.jeu import HORS_SUJET, Phrase, charger
from bench.comprehension.modeles import REPLI, Comprise

RACINE = Path(__file__).parents[2]
RAPPORT = RACINE / "docs" / "comprehension.md"
IMAGES = RACINE / "docs" / "images"
REFUS = (HORS_SUJET, REPLI)


@dataclass(frozen=True)
class Resultat:
    """Shares of sentences, milliseconds a message (median), seconds of training."""

    intents: float
    complets: float
    hors_refuses: float
    dedans_refuses: float
    milliseconde: float
    entrainement: float
    comprises: Sequence[Comprise]


def mesurer(nom: str, config: str, phrases: Sequence[Phrase], dossier: Path, rapide: bool) -> Resultat:
    if rapide:
        chemin, entrainement = RACINE / "models" / "vte.tar.gz", 0.0
    else:
        print(f"{nom}: training…", flush=True)
        chemin, entrainement = modeles.entrainer(nom, config, dossier)
    print(f"{nom}: reading {len(phrases)} sentences…", flush=True)
    comprises, ms = modeles.Modele(chemin).comprendre([p.texte for p in phrases])
    paires = list(zip(phrases, comprises, strict=True))
    # A bare answer is read for the question that is open, whatever its intent: only what is said out of a form is counted.
    dedans = [(p, c) for p, c in paires if p.dans_le_sujet and p.question is None]
    hors = [c for p, c in paires if not p.dans_le_sujet]
    return Resultat(
        _part(p.intent.split("/")[0] == c.intent for p, c in dedans),
        _part(p.intent == c.complet for p, c in dedans),
        _part(c.intent in REFUS for c in hors),
        _part(c.intent in REFUS for _, c in dedans),
        ms, entrainement, comprises,
    )  # fmt: skip


def _part(juste) -> float:  # type: ignore[no-untyped-def]
    valeurs = list(juste)
    return sum(valeurs) / len(valeurs)


def seuil_de_refus(c: Comprise) -> float:
    """Below this threshold the sentence would be answered; a sentence already out of scope is refused whatever the threshold."""
    return 0.0 if c.premier == HORS_SUJET else c.confiance


def lignes(notre: Resultat, stock: Resultat | None, fait: faits.Mesure, sans_fait: faits.Mesure) -> list[str]:
    def ligne(nom: str, a: float, b: float | None, forme: str, cible: str, atteint: bool) -> str:
        autre = format(b, forme) if b is not None else "-"
        return f"| {nom} | {format(a, forme)} | {autre} | {cible} | {'reached' if atteint else '**not reached**'} |"

    def s(champ: str) -> float | None:
        return getattr(stock, champ) if stock else None

    justes = fait.justes / fait.phrases
    return [
        "| measure | this assistant | default pipeline | asked | |",
        "|---|---|---|---|---|",
        ligne("intent right", notre.intents, s("intents"), ".1%", "≥ 95 %, and not below", notre.intents >= max(0.95, s("intents") or 0)),
        ligne("intent right and, for a question, the right answer of 41", notre.complets, s("complets"), ".1%", "not below", notre.complets >= (s("complets") or 0)),
        ligne("out of scope, refused", notre.hors_refuses, s("hors_refuses"), ".1%", "≥ 93 %, and not below", notre.hors_refuses >= max(0.93, s("hors_refuses") or 0)),
        ligne("in scope, refused wrongly", notre.dedans_refuses, s("dedans_refuses"), ".1%", "≤ 3 %", notre.dedans_refuses <= 0.03),
        ligne("messages with every fact right and none false", justes, None, ".1%", "≥ 95 %", justes >= 0.95),
        ligne("out of scope, read without any fact", sans_fait.justes / sans_fait.phrases, None, ".1%", "", True),
        ligne("a message, median, one core", notre.milliseconde, s("milliseconde"), ".1f", "≤ 6 ms, ≤ half", notre.milliseconde <= min(6, (s("milliseconde") or 99) / 2)),
        ligne("training (`rasa train nlu`)", notre.entrainement, s("entrainement"), ".0f", "≤ 60 s", notre.entrainement <= 60),
    ]


def rapport(phrases: Sequence[Phrase], notre: Resultat, stock: Resultat | None) -> str:
    avec_faits = [p for p in phrases if p.faits is not None]
    fait, sans_fait = faits.mesurer(avec_faits), faits.mesurer([p for p in phrases if not p.dans_le_sujet])
    par_cle = [f"| `{cle}` | {n} | {fait.lus[cle]} | {fait.de_trop[cle]} |" for cle, n in fait.attendus.most_common()]
    hors = sum(not p.dans_le_sujet for p in phrases)
    return "\n".join([
        "# What the assistant understands",
        "",
        f"`make eval`, {date.today():%Y-%m-%d}, Python {platform.python_version()}. {len(phrases)} sentences kept apart from training (bench/comprehension/jeu.yml), {hors} of them out of scope,",
        "written after the training data. The default pipeline of Rasa (DIET, ResponseSelector) learnt and read the same, in the same run.",
        "",
        *lignes(notre, stock, fait, sans_fait),
        "",
        "The default pipeline reads no facts: the training data annotates none, since values are read by `vte.francais`.",
        "",
        "## Which intent is taken for which",
        "",
        "![Confusion matrix of the intents](images/comprehension-confusion.png)",
        "",
        "## What each fallback threshold would refuse",
        "",
        "![Share refused by fallback threshold, out of scope and in scope](images/comprehension-seuils.png)",
        "",
        "## Facts by kind",
        "",
        "| fact | said | read right | read though not said |",
        "|---|---|---|---|",
        *par_cle,
        "",
    ])  # fmt: skip


def principal() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rapide", action="store_true", help="the model of `make setup` alone: prints, writes nothing")
    rapide = arguments.parse_args().rapide
    phrases = charger()
    with tempfile.TemporaryDirectory() as temporaire:
        modeles.seul_coeur() if rapide else None
        notre = mesurer("ours", "config.yml", phrases, Path(temporaire), rapide)
        stock = None if rapide else mesurer("stock", "bench/stock/config.yml", phrases, Path(temporaire), rapide)
    if rapide:
        print("\n".join(lignes(notre, None, faits.mesurer([p for p in phrases if p.faits is not None]), faits.mesurer([p for p in phrases if not p.dans_le_sujet]))))
        for p, c in zip(phrases, notre.comprises, strict=True):
            if p.question is None and p.intent != c.complet and not (not p.dans_le_sujet and c.intent in REFUS):
                print(f"{p.intent:25} {c.complet:25} {c.confiance:.2f}  {p.texte}")
        return
    dehors = [(p, c) for p, c in zip(phrases, notre.comprises, strict=True) if p.question is None]
    figures.confusion([p.intent.split("/")[0] for p, _ in dehors], [c.intent for _, c in dehors], IMAGES / "comprehension-confusion.png")
    seuil = next(x["threshold"] for x in yaml.safe_load((RACINE / "config.yml").read_text())["pipeline"] if x["name"] == "FallbackClassifier")
    figures.seuils(
        [seuil_de_refus(c) for p, c in dehors if not p.dans_le_sujet], [seuil_de_refus(c) for p, c in dehors if p.dans_le_sujet], seuil, IMAGES / "comprehension-seuils.png"
    )
    RAPPORT.write_text(rapport(phrases, notre, stock), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    os.environ.setdefault("VTE_AUJOURDHUI", "2021-06-15")
    principal()
