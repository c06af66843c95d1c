"""Intents by a linear model: counts of words, lemmas and characters, and which facts were read.

DIET was measured on the same data and did not earn its cost (docs/decisions/0003). Retrieval
intents (`faq/montant`) are predicted whole, so that no ResponseSelector is needed.
"""

from __future__ import annotations

import re
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
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from bot.nlu.lecteur import entites
from bot.nlu.spacy_francais import charger
from vte.francais import lire
from vte.texte import aplatir

SELECTEUR = "response_selector"
FICHIER = "modele.skops"
_MOT = re.compile(r"\w+|[?!+]")
_SEPARATEUR = "\n"
_DE_CONFIANCE = [f"{__name__}._mots", f"{__name__}._caracteres", "scipy.sparse._csr.csr_matrix"]


def decrire(message: Message, cles: set[str]) -> str:
    """What the model reads: the flat text, then its words, lemmas and the kinds of facts (`cles`) read in it."""
    plat = aplatir(message.get(TEXT))
    lemmes = [f"L_{aplatir(t.lemma)}" for t in message.get(TOKENS_NAMES[TEXT], [])]
    faits = [f"FAIT_{cle}" for cle in sorted(cles)] + [f"FAITS_{min(3, len(cles))}"]
    return _SEPARATEUR.join((plat, " ".join(_MOT.findall(plat) + lemmes + faits)))


def _cles_lues(texte: str) -> set[str]:
    return {e["entity"] for e in entites(lire(texte))}


def _caracteres(decrit: str) -> str:
    return decrit.split(_SEPARATEUR)[0]


def _mots(decrit: str) -> list[str]:
    return decrit.split(_SEPARATEUR)[1].split()


def _modele(force: float) -> Pipeline:
    mots = TfidfVectorizer(tokenizer=_mots, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True)
    caracteres = TfidfVectorizer(preprocessor=_caracteres, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    regression = LogisticRegression(C=force, max_iter=500)
    return Pipeline([("traits", FeatureUnion([("mots", mots), ("caracteres", caracteres)])), ("classes", regression)])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClassifieurLineaire(GraphComponent, IntentClassifier):
    """Sets the intent, its ranking, and the response to a retrieval intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 20.0, "ranking_length": 10}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, modele: Pipeline | None = None) -> None:
        self._config, self._storage, self._resource, self._modele = config, storage, resource, modele

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> ClassifieurLineaire:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        exemples = [e for e in training_data.intent_examples if e.get(TEXT)]
        etiquettes = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e in exemples]
        self._modele = _modele(self._config["C"]).fit([decrire(e, _cles_lues(e.get(TEXT))) for e in exemples], etiquettes)
        with self._storage.write_to(self._resource) as dossier:
            skops.io.dump(self._modele, dossier / FICHIER)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> ClassifieurLineaire:
        charger()  # the first message should not wait for spaCy
        with model_storage.read_from(resource) as dossier:
            # Only our own functions and scikit-learn's types: a model file runs no other code.
            modele = skops.io.load(dossier / FICHIER, trusted=_DE_CONFIANCE)
        return cls(config, model_storage, resource, modele)

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
        assert self._modele is not None
        probabilites = self._modele.predict_proba([decrire(message, {e["entity"] for e in message.get(ENTITIES, [])})])[0]
        ordre = np.argsort(-probabilites)
        complets = [(str(self._modele.classes_[i]), float(probabilites[i])) for i in ordre]
        ranking = _par_intent(complets)[: self._config["ranking_length"]]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        if "/" in complets[0][0]:
            message.set(SELECTEUR, _reponse(*complets[0]), add_to_output=True)


def _par_intent(complets: list[tuple[str, float]]) -> list[dict[str, Any]]:
    """The ranking of intents, a retrieval intent once, with its best answer's confidence."""
    vus: dict[str, float] = {}
    for nom, confiance in complets:
        vus.setdefault(nom.split("/")[0], confiance)
    return [{"name": nom, "confidence": confiance} for nom, confiance in vus.items()]


def _reponse(complet: str, confiance: float) -> dict[str, Any]:
    """What Rasa's ResponseSelector would write for this retrieval intent."""
    intent = complet.split("/")[0]
    reponse = {"intent_response_key": complet, "utter_action": f"{UTTER_PREFIX}{complet}", "confidence": confiance, "responses": []}
    return {"all_retrieval_intents": [intent], intent: {"response": reponse, "ranking": []}}
