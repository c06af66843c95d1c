"""Intents by a linear model: counts of words, lemmas, characters and families of words, their meaning, and which facts were read.

DIET was measured on the same data and did not earn its cost (docs/decisions/0003). Retrieval
intents (`faq/montant`) are predicted whole, so that no ResponseSelector is needed.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.constants import INTENT_MESSAGE_PREFIX, UTTER_PREFIX
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from bot.nlu import vocabulaire
from bot.nlu.concepts import traits
from bot.nlu.lecteur import entites
from bot.nlu.marges import Marges
from bot.nlu.sens import sens, vecteurs
from bot.nlu.spacy_francais import charger
from vte.lecture import lire
from vte.texte import aplatir

SELECTEUR, HORS_SUJET = "response_selector", "hors_sujet"
FICHIER, REGLAGE = "modele.skops", "reglage.json"
POIDS_DU_SENS = 1.5  # beside blocks of length 1
PLIS = 2  # of the cross-validation that sets how sure the model may say it is
_MOT = re.compile(r"\w+|[?!+]")
_SEPARATEUR = "\n"
_DE_CONFIANCE = [f"{__name__}.{nom}" for nom in ("_mots", "_caracteres", "_familles", "_sens")] + [
    "scipy.sparse._csr.csr_matrix"
]


def lemmes(message: Message) -> list[str]:
    return [aplatir(t.lemma) for t in message.get(TOKENS_NAMES[TEXT], [])]


def decrire(message: Message, cles: set[str], connus: Mapping[str, int], ailleurs: int = 1) -> str:
    """What the model reads: the flat text; its words, lemmas, the kinds of facts (`cles`) read in it, how much of it is unheard of; its words as typed.

    `connus`, `ailleurs`: see vocabulaire.traits.
    """
    plat = aplatir(message.get(TEXT))
    siens = lemmes(message)
    faits = [f"FAIT_{cle}" for cle in sorted(cles)] + [f"FAITS_{min(3, len(cles))}"]
    mots = (
        _MOT.findall(plat)
        + [f"L_{mot}" for mot in siens]
        + faits
        + vocabulaire.traits(siens, connus, ailleurs)
    )
    tels_quels = " ".join(t.text.lower() for t in message.get(TOKENS_NAMES[TEXT], []))
    return _SEPARATEUR.join(
        partie.replace(_SEPARATEUR, " ") for partie in (plat, " ".join(mots), tels_quels)
    )


def _cles_lues(texte: str) -> set[str]:
    return {e["entity"] for e in entites(lire(texte))}


def _caracteres(decrit: str) -> str:
    return decrit.split(_SEPARATEUR)[0]


def _mots(decrit: str) -> list[str]:
    return decrit.split(_SEPARATEUR)[1].split()


def _familles(decrit: str) -> list[str]:
    return traits(_caracteres(decrit))


def _sens(decrits: Sequence[str]) -> np.ndarray:
    """(sentences, 300)."""
    return (
        np.stack([sens(decrit.split(_SEPARATEUR)[2].split()) for decrit in decrits]) * POIDS_DU_SENS
    )


def _modele(force: float) -> Pipeline:
    mots = TfidfVectorizer(
        tokenizer=_mots, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True
    )
    caracteres = TfidfVectorizer(
        preprocessor=_caracteres, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True
    )
    familles = TfidfVectorizer(analyzer=_familles, sublinear_tf=True)
    union = FeatureUnion(
        [
            ("mots", mots),
            ("caracteres", caracteres),
            ("familles", familles),
            ("sens", FunctionTransformer(_sens)),
        ]
    )
    return Pipeline([("traits", union), ("classes", LinearSVC(C=force))])


def _chaleur(modele: Pipeline, decrits: list[str], etiquettes: list[str]) -> float:
    """What the margins are multiplied by to make probabilities: the likeliest, on sentences the model has not seen."""
    rares = min(Counter(etiquettes).values())
    marges = (
        cross_val_predict(
            modele, decrits, etiquettes, cv=min(PLIS, rares), method="decision_function"
        )
        if rares > 1
        else None
    )
    if marges is None or marges.ndim == 1:
        return 1.0
    rangs = {e: i for i, e in enumerate(sorted(set(etiquettes)))}
    justes = (np.arange(len(etiquettes)), [rangs[e] for e in etiquettes])
    return max(
        np.arange(0.5, 12, 0.25),
        key=lambda t: float(log_softmax(marges * t, axis=1)[justes].mean()),
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClassifieurLineaire(GraphComponent, IntentClassifier):
    """Sets the intent, its ranking, and the response to a retrieval intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 1.0, "ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        modele: Pipeline | None = None,
        reglage: dict[str, Any] | None = None,
    ) -> None:
        self._config, self._storage, self._resource, self._modele = (
            config,
            storage,
            resource,
            modele,
        )
        self._marges = Marges(modele) if modele is not None else None
        self._reglage = reglage or {"chaleur": 1.0, "connus": {}}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClassifieurLineaire:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        exemples = [e for e in training_data.intent_examples if e.get(TEXT)]
        etiquettes = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e in exemples]
        connus = vocabulaire.compter(
            lemmes(e)
            for e, intent in zip(exemples, etiquettes, strict=True)
            if intent != HORS_SUJET
        )
        decrits = [
            decrire(e, _cles_lues(e.get(TEXT)), connus, ailleurs=1 if intent == HORS_SUJET else 2)
            for e, intent in zip(exemples, etiquettes, strict=True)
        ]
        self._reglage = {
            "chaleur": float(_chaleur(_modele(self._config["C"]), decrits, etiquettes)),
            "connus": connus,
        }
        self._modele = _modele(self._config["C"]).fit(decrits, etiquettes)
        with self._storage.write_to(self._resource) as dossier:
            skops.io.dump(self._modele, dossier / FICHIER)
            (dossier / REGLAGE).write_text(json.dumps(self._reglage), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ClassifieurLineaire:
        charger(), vecteurs()  # the first message should not wait for spaCy
        with model_storage.read_from(resource) as dossier:
            # Only our own functions and scikit-learn's types: a model file runs no other code.
            modele = skops.io.load(dossier / FICHIER, trusted=_DE_CONFIANCE)
            reglage = json.loads((dossier / REGLAGE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, modele, reglage)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            texte = message.get(TEXT) or ""
            if texte.strip() and not texte.startswith(INTENT_MESSAGE_PREFIX):
                self._classer(message)
            else:  # Rasa reads a button's payload itself, after the pipeline
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return messages

    def _classer(self, message: Message) -> None:
        assert self._modele is not None and self._marges is not None
        decrit = decrire(
            message, {e["entity"] for e in message.get(ENTITIES, [])}, self._reglage["connus"]
        )
        probabilites = softmax(self._marges(decrit) * self._reglage["chaleur"])
        ordre = np.argsort(-probabilites)
        complets = [(str(self._modele.classes_[i]), float(probabilites[i])) for i in ordre]
        ranking = _par_intent(complets)[: self._config["ranking_length"]]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        reponses = [(nom, confiance) for nom, confiance in complets if "/" in nom]
        if reponses:
            message.set(
                SELECTEUR, _reponses(reponses[: self._config["ranking_length"]]), add_to_output=True
            )


def _par_intent(complets: list[tuple[str, float]]) -> list[dict[str, Any]]:
    """The ranking of intents; a retrieval intent is as sure as all its answers together."""
    vus: dict[str, float] = defaultdict(float)
    for nom, confiance in complets:
        vus[nom.split("/")[0]] += confiance
    return [
        {"name": nom, "confidence": confiance}
        for nom, confiance in sorted(vus.items(), key=lambda x: -x[1])
    ]


def _reponses(complets: list[tuple[str, float]]) -> dict[str, Any]:
    """What Rasa's ResponseSelector would write for the retrieval intent of the likeliest answer; the likeliest first."""
    complet, confiance = complets[0]
    intent = complet.split("/")[0]
    reponse = {
        "intent_response_key": complet,
        "utter_action": f"{UTTER_PREFIX}{complet}",
        "confidence": confiance,
        "responses": [],
    }
    classement = [
        {"intent_response_key": nom, "confidence": c}
        for nom, c in complets
        if nom.startswith(f"{intent}/")
    ]
    return {"all_retrieval_intents": [intent], intent: {"response": reponse, "ranking": classement}}
