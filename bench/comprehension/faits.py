"""Facts: how many messages are read with every fact right and none false, and by kind of fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.comprehension.jeu import Phrase
from vte.lecture import lire

# What follows from another fact, and may be read beside it.
DEDUITS = {"taille": "effectif"}


@dataclass
class Mesure:
    """`justes` of `phrases`; by key: facts expected, read, read though not said; what was wrong."""

    phrases: int = 0
    justes: int = 0
    attendus: Counter[str] = field(default_factory=Counter)
    lus: Counter[str] = field(default_factory=Counter)
    de_trop: Counter[str] = field(default_factory=Counter)
    fausses: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)


def lus(phrase: Phrase) -> dict[str, Any]:
    """What is read with the question that is open; the commune by its name, even an homonym's."""
    lecture = lire(phrase.texte, phrase.question)
    faits = {cle: str(v) if cle.startswith("date") else v for cle, v in lecture.faits.items()}
    if lecture.lieu is not None and lecture.lieu.resultats:
        faits["commune"] = lecture.lieu.resultats[0].nom
    return faits


def mesurer(phrases: Sequence[Phrase]) -> Mesure:
    mesure = Mesure()
    for phrase in phrases:
        attendus, trouves = (
            {
                cle: str(v) if cle.startswith("date") else v
                for cle, v in (phrase.faits or {}).items()
            },
            lus(phrase),
        )
        toleres = {cle for cle, v in phrase.peut_etre.items() if trouves.get(cle) == v}
        toleres |= {
            cle for cle, source in DEDUITS.items() if source in attendus and cle not in attendus
        }
        de_trop = [cle for cle in trouves if cle not in attendus and cle not in toleres]
        bons = [cle for cle, v in attendus.items() if trouves.get(cle) == v]
        mesure.phrases += 1
        mesure.attendus.update(list(attendus))
        mesure.lus.update(bons)
        mesure.de_trop.update(de_trop)
        if len(bons) == len(attendus) and not de_trop:
            mesure.justes += 1
        else:
            mesure.fausses.append((phrase.texte, attendus, trouves))
    return mesure
