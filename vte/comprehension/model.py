"""Intents by a linear model: trained on examples, kept in a folder, asked of one message.

Where it hesitates the small encoder is asked too (docs/decisions/0017). DIET was measured on the
same data and did not earn its cost (docs/decisions/0003). A topic of questions (`faq/montant`) is
an intent like another here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import numpy as np
import skops.io
from scipy.special import log_softmax
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from vte.comprehension import vocabulary
from vte.comprehension.encoder import Encoder
from vte.comprehension.features import TRUSTED, blocks, describe, kinds_of_facts, lemmas
from vte.comprehension.margins import Margins
from vte.comprehension.mixture import Mixture
from vte.comprehension.vectors import vectors
from vte.lecture import lire
from vte.tokens import french, tokens, tokens_of

HORS_SUJET = "hors_sujet"
FILE, SETTINGS = "modele.skops", "reglage.json"
_FOLDS = 2  # of the cross-validation that sets how sure the model may say it is
_TRUSTED = [*TRUSTED, "scipy.sparse._csr.csr_matrix"]
Exemple = tuple[str, str]  # a sentence, its intent


class Modele:
    """`chaleur`: multiplies the margins; `connus`: in how many sentences of ours a word is.

    `encoder`: what is asked besides where the linear model hesitates; None: it decides alone.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        chaleur: float,
        connus: Mapping[str, int],
        encoder: Encoder | None = None,
    ) -> None:
        self._pipeline, self._chaleur, self._connus = pipeline, chaleur, connus
        self._margins = Margins(pipeline)
        classes = [str(c) for c in pipeline.classes_]
        self._mixture = Mixture(classes, encoder) if encoder else None

    @classmethod
    def entrainer(cls, exemples: Iterable[Exemple], force: float = 1.0) -> Modele:
        """`force`: the C of the support vector machine. Errors: BaseAbsente."""
        textes, intents = zip(*exemples, strict=True)
        mots = list(tokens_of(textes))
        connus = vocabulary.count(
            lemmas(m) for m, i in zip(mots, intents, strict=True) if i != HORS_SUJET
        )
        decrits = [
            describe(t, m, kinds_of_facts(lire(t, vite=True)), connus, 1 if i == HORS_SUJET else 2)
            for t, m, i in zip(textes, mots, intents, strict=True)
        ]
        chaleur = _warmth(_pipeline(force), decrits, list(intents))
        return cls(_pipeline(force).fit(decrits, intents), chaleur, connus)

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
        return [(str(self._pipeline.classes_[i]), float(probabilities[i])) for i in order]

    @property
    def intents(self) -> tuple[str, ...]:
        """All that it can tell, topics included."""
        return tuple(str(c) for c in self._pipeline.classes_)

    def enregistrer(self, dossier: Path) -> None:
        skops.io.dump(self._pipeline, dossier / FILE)
        settings = {"chaleur": self._chaleur, "connus": self._connus}
        (dossier / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")

    @classmethod
    def charger(cls, dossier: Path, encoder: Encoder | None = None) -> Modele:
        """What `enregistrer` wrote; only our own functions and scikit-learn's types are loaded."""
        pipeline = skops.io.load(dossier / FILE, trusted=_TRUSTED)
        settings = json.loads((dossier / SETTINGS).read_text(encoding="utf-8"))
        return cls(pipeline, settings["chaleur"], settings["connus"], encoder)


def prechauffer() -> None:
    """Loads spaCy's models, so that the first message does not wait for them."""
    french(), vectors()


def _pipeline(force: float) -> Pipeline:
    return Pipeline([("features", blocks()), ("classes", LinearSVC(C=force))])


def _warmth(pipeline: Pipeline, decrits: list[str], intents: list[str]) -> float:
    """What makes probabilities of margins: the likeliest, on sentences the model has not seen."""
    rarest = min(Counter(intents).values())
    if rarest < 2:
        return 1.0
    margins = cross_val_predict(
        pipeline, decrits, intents, cv=min(_FOLDS, rarest), method="decision_function"
    )
    if margins.ndim == 1:
        return 1.0
    ranks = {e: i for i, e in enumerate(sorted(set(intents)))}
    right = (np.arange(len(intents)), [ranks[e] for e in intents])

    def likelihood(t: float) -> float:
        return float(log_softmax(margins * t, axis=1)[right].mean())

    return float(max(np.arange(0.5, 12, 0.25), key=likelihood))
