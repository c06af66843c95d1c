"""The sets kept apart from training: jeu.yml, whose errors were read, and neuf.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LU, NEUF = "jeu.yml", "neuf.yml"
HORS_SUJET, INFORMER = "hors_sujet", "informer"


@dataclass(frozen=True)
class Phrase:
    """A sentence, what is meant (`faq/montant`), and the facts it states: `commune` by its name."""

    texte: str
    intent: str
    question: str | None = None
    faits: Mapping[str, Any] | None = None
    peut_etre: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dans_le_sujet(self) -> bool:
        return self.intent != HORS_SUJET


def charger(fichier: str = LU) -> list[Phrase]:
    brut = yaml.safe_load(Path(__file__).with_name(fichier).read_text(encoding="utf-8"))
    phrases = [
        Phrase(texte, intent) for intent, textes in brut["intents"].items() for texte in textes
    ]
    return phrases + [
        Phrase(x["texte"], INFORMER, x.get("question"), x["faits"], x.get("peut_etre", {}))
        for x in brut["faits"]
    ]
