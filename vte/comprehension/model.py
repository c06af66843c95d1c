"""Intents by a linear model: trained on examples, kept in a folder, asked of one message.

Where it hesitates the small encoder is asked too (docs/decisions/0017). DIET was measured on the
same data and did not earn its cost (docs/decisions/0003). A topic of questions (`faq/montant`) is
an intent like another here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import numpy as np
from scipy.special import log_softmax

from vte.comprehension import storage, vocabulary
from vte.comprehension.encoder import Encoder
from vte.comprehension.features import describe, kinds_of_facts, lemmas
from vte.comprehension.margins import Margins
from vte.comprehension.mixture import Mixture
from vte.comprehension.vectors import vectors
from vte.lecture import lire
from vte.tokens import french, tokens, tokens_of

HORS_SUJET = "hors_sujet"
SETTINGS = "reglage.json"
Exemple = tuple[str, str]  # a sentence, its intent


class Modele:
    """`chaleur`: multiplies the margins; `connus`: in how many sentences of ours a word is.

    `encoder`: what is asked besides where the linear model hesitates; None: it decides alone.
    """

    def __init__(
        self,
        margins: Margins,
        chaleur: float,
        connus: Mapping[str, int],
        encoder: Encoder | None = None,
    ) -> None:
        self._margins, self._chaleur, self._connus = margins, chaleur, connus
        self._mixture = Mixture(margins.classes, encoder) if encoder else None

    @classmethod
    def entrainer(cls, exemples: Iterable[Exemple], force: float = 1.0) -> Modele:
        """`force`: the C of the support vector machine. Errors: BaseAbsente."""
        from vte.comprehension.training import pipeline, warmth

        textes, intents = zip(*exemples, strict=True)
        mots = list(tokens_of(textes))
        connus = vocabulary.count(
            lemmas(m) for m, i in zip(mots, intents, strict=True) if i != HORS_SUJET
        )
        decrits = [
            describe(t, m, kinds_of_facts(lire(t, vite=True)), connus, 1 if i == HORS_SUJET else 2)
            for t, m, i in zip(textes, mots, intents, strict=True)
        ]
        chaleur = warmth(pipeline(force), decrits, list(intents))
        return cls(Margins.of(pipeline(force).fit(decrits, intents)), chaleur, connus)

    def classer(self, texte: str, faits: Collection[str]) -> list[tuple[str, float]]:
        """Every intent with its probability, the likeliest first.

        `faits`: the kinds of facts that the message states (`kinds_of_facts`).
        """
        decrit = describe(texte, tokens(texte), faits, self._connus)
        logs = log_softmax(self._margins(decrit) * self._chaleur)
        if self._mixture:
            logs = self._mixture(texte, logs)
        probabilities = np.exp(logs)
        order = np.argsort(-probabilities)
        return [(self.intents[i], float(probabilities[i])) for i in order]

    @property
    def intents(self) -> tuple[str, ...]:
        """All that it can tell, topics included."""
        return self._margins.classes

    def enregistrer(self, dossier: Path) -> None:
        storage.write(dossier, self._margins)
        settings = {"chaleur": self._chaleur, "connus": self._connus}
        (dossier / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")

    @classmethod
    def charger(cls, dossier: Path, encoder: Encoder | None = None) -> Modele:
        """What `enregistrer` wrote."""
        settings = json.loads((dossier / SETTINGS).read_text(encoding="utf-8"))
        return cls(storage.read(dossier), settings["chaleur"], settings["connus"], encoder)


def prechauffer() -> None:
    """Loads spaCy's models, so that the first message does not wait for them."""
    french(), vectors()
