"""A trained NLU: what it understands of a sentence, how surely, and in how long."""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent

from vte.comprehension.hesitation import REPLI, des_reponses
from vte.comprehension.sujets import A_SUJETS

PASSES = 3


@dataclass(frozen=True)
class Comprise:
    """`intent` as the pipeline concludes, `complet` with the answer to a question.

    `premier`, `confiance`: the likeliest intent before the fallback; `sujets`: the topics, with
    their probabilities.
    """

    intent: str
    complet: str
    premier: str
    confiance: float
    sujets: Sequence[tuple[str, float]] = ()


class Modele:
    def __init__(self, chemin: Path) -> None:
        self._agent = Agent.load(str(chemin))
        self._boucle = asyncio.new_event_loop()

    def comprendre(self, textes: Sequence[str]) -> tuple[list[Comprise], float]:
        """What each text was understood as, and the median of milliseconds a text."""
        self._lire(textes[0])
        durees, comprises = [], []
        for texte in textes:
            mesures = []
            for _ in range(PASSES):
                debut = time.perf_counter()
                lu = self._lire(texte)
                mesures.append((time.perf_counter() - debut) * 1000)
            durees.append(min(mesures))
            comprises.append(_comprise(lu))
        return comprises, statistics.median(durees)

    def plus_lent(self, textes: Sequence[str]) -> float:
        """Milliseconds of the text that takes longest, the best of its passes."""

        def duree(texte: str) -> float:
            debut = time.perf_counter()
            self._lire(texte)
            return (time.perf_counter() - debut) * 1000

        return max(min(duree(texte) for _ in range(PASSES)) for texte in textes)

    def _lire(self, texte: str) -> dict[str, Any]:
        return self._boucle.run_until_complete(self._agent.parse_message(texte))


def _comprise(lu: dict[str, Any]) -> Comprise:
    intent = lu["intent"]["name"]
    reponses = lu.get("response_selector") or {}
    selecteur = reponses.get(intent) or reponses.get("default") or {}
    complet = (selecteur.get("response") or {}).get("intent_response_key")
    premier = next(x for x in lu["intent_ranking"] if x["name"] != REPLI)
    return Comprise(
        intent,
        complet if complet and intent in A_SUJETS else intent,
        premier["name"],
        float(premier["confidence"]),
        des_reponses(reponses),
    )


# As the servers are: Rasa's debug lines would cost as much as what is measured.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
_COEURS = os.sched_getaffinity(0)


def seul_coeur() -> None:
    """Holds this process to one core, as the figures are asked for."""
    os.sched_setaffinity(0, {min(_COEURS)})


def tous_les_coeurs() -> None:
    os.sched_setaffinity(0, _COEURS)
