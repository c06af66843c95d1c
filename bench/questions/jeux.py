"""Questions, acts and messages out of scope, by people who had not seen the code.

`corpus`: given with the project; `neufs`: by four more authors; `reglage`: by another, on whose
messages the mixture and the thresholds were set: its figures flatter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from vte.comprehension.hesitation import REPLI

ICI = Path(__file__).parent
JEUX = ("corpus", "neufs", "reglage")
QUESTION, ACTE, HORS = "questions", "actes", "hors_sujet"
GENRES: Mapping[str, str] = {QUESTION: "sujet", ACTE: "acte", HORS: "genre"}  # file -> its key
REFUS = ("hors_sujet", REPLI)
_DOSSIER = "dossier_"  # how authors name what is about their own dossier


@dataclass(frozen=True)
class Message:
    """`fichier`: QUESTION, ACTE or HORS; `sujet`: what its author marked it with.

    `attendu`: in words, what a right answer must hold; "" where nobody wrote it.
    """

    jeu: str
    fichier: str
    texte: str
    sujet: str
    attendu: str = ""

    @property
    def justes(self) -> tuple[str, ...]:
        """The topics and intents that are right of it."""
        return _justes(self.fichier, self.sujet)

    def juste(self, compris: str) -> bool:
        """Whether this topic or intent is a right reading of it."""
        return compris in self.justes


@lru_cache(maxsize=1)
def _attendus() -> Mapping[str, Mapping[str, list[str]]]:
    lus: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (ICI / "attendus.yml").read_text(encoding="utf-8")
    )
    return lus


def _justes(fichier: str, sujet: str) -> tuple[str, ...]:
    """The topics and intents of attendus.yml; a topic of ours is right of itself."""
    if fichier == HORS:
        return REFUS
    if fichier == ACTE:
        return tuple(_attendus()["actes"][sujet])
    propre = sujet.removeprefix(_DOSSIER)
    nom = f"dossier/{propre}" if sujet.startswith(_DOSSIER) else f"faq/{sujet}"
    return tuple(_attendus()["sujets"].get(sujet, (nom,)))


def charger(jeu: str) -> list[Message]:
    """The messages of a set, file by file."""
    return [
        Message(jeu, fichier, dit["texte"], dit[cle], dit.get("attendu", ""))
        for fichier, cle in GENRES.items()
        for dit in map(json.loads, _lignes(ICI / jeu / f"{fichier}.jsonl"))
    ]


def _lignes(fichier: Path) -> list[str]:
    return [ligne for ligne in fichier.read_text(encoding="utf-8").splitlines() if ligne.strip()]
