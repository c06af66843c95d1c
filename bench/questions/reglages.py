"""Finds the powers of the mixture again, and what each threshold of the cascade gives."""

from __future__ import annotations

from itertools import product

import numpy as np

from bench.questions.jeux import ACTE, HORS, QUESTION, REFUS, Message, charger
from vte.comprehension.encoder import encoder
from vte.comprehension.features import kinds_of_facts
from vte.comprehension.mixture import mix
from vte.comprehension.model import Modele
from vte.comprehension.vectors import Array
from vte.contenu import NLU, exemples
from vte.lecture import lire

JEU = "reglage"
PUISSANCES = (0.0, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0, 1.25)


def chercher() -> None:
    """Prints, for each pair of powers, the likelihood of what is right and the shares right."""
    messages = charger(JEU)
    modele, deep = Modele.entrainer(exemples(NLU)), encoder()
    classes = modele.intents
    lineaires = np.stack([_lineaire(modele, m) for m in messages])
    ranks = {intent: i for i, intent in enumerate(deep.intents)}
    profonds = np.stack([deep(m.texte) for m in messages])[:, [ranks[c] for c in classes]]
    notes = [
        (_note(messages, mix(lineaires, profonds, p), classes), p)
        for p in product(PUISSANCES, PUISSANCES)
    ]
    for (vraisemblance, parts), puissances in sorted(notes, reverse=True)[:12]:
        print(puissances, f"{vraisemblance:.3f}", parts)


def _lineaire(modele: Modele, m: Message) -> Array:
    dits = dict(modele.classer(m.texte, kinds_of_facts(lire(m.texte))))
    logs: Array = np.log(np.array([dits[c] for c in modele.intents]) + 1e-12)
    return logs


def _note(
    messages: list[Message], logs: Array, classes: tuple[str, ...]
) -> tuple[float, dict[str, float]]:
    """The mean log-probability of what is right, and the share of each kind that comes first."""
    vues, premiers = [], dict[str, list[bool]]()
    for m, siens in zip(messages, logs, strict=True):
        bons = [
            i for i, c in enumerate(classes) if m.juste(c) or (m.fichier == HORS and c in REFUS)
        ]
        if bons:
            vues.append(float(np.log(np.exp(siens[bons]).sum() + 1e-9)))
            premiers.setdefault(m.fichier, []).append(int(siens.argmax()) in bons)
    parts = {f: round(float(np.mean(premiers[f])), 3) for f in (QUESTION, ACTE, HORS)}
    return float(np.mean(vues)), parts
