"""The project's model of intents (vte.comprehension) as a component of Rasa.

Retrieval intents (`faq/montant`) are predicted whole, so that no ResponseSelector is needed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import INTENT_MESSAGE_PREFIX, UTTER_PREFIX
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lecteur import lecture_de
from vte.comprehension.asked import asked
from vte.comprehension.encoder import encoder
from vte.comprehension.features import kinds_of_facts
from vte.comprehension.model import Modele, prechauffer
from vte.digest import of_understanding

SELECTEUR = "response_selector"
CLEAR = 0.5  # probability from which the message as a whole says what it is
Classement = list[tuple[str, float]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClassifieurLineaire(GraphComponent, IntentClassifier):
    """Sets the intent, its ranking, and the response to a retrieval intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 1.0, "ranking_length": 10}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache knows this file only: what the model is made of is far more."""
        return of_understanding()

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        modele: Modele | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._modele = modele

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
        exemples = [
            (e.get(TEXT), e.get(INTENT_RESPONSE_KEY) or e.get(INTENT))
            for e in training_data.intent_examples
            if e.get(TEXT)
        ]
        self._modele = Modele.entrainer(exemples, self._config["C"])  # the encoder is tuned before
        with self._storage.write_to(self._resource) as dossier:
            self._modele.enregistrer(dossier)
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
        prechauffer()
        with model_storage.read_from(resource) as dossier:
            return cls(config, model_storage, resource, Modele.charger(dossier, encoder()))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            texte = message.get(TEXT) or ""
            if texte.strip() and not texte.startswith(INTENT_MESSAGE_PREFIX):
                self._classer(message, texte)
            else:  # Rasa reads a button's payload itself, after the pipeline
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return messages

    def _classer(self, message: Message, texte: str) -> None:
        assert self._modele is not None
        complets = self._modele.classer(texte, kinds_of_facts(lecture_de(message)))
        if _sure(complets) < CLEAR and (phrase := asked(texte)):
            complets = max(complets, self._modele.classer(phrase, ()), key=_sure)
        longueur = self._config["ranking_length"]
        ranking = _par_intent(complets)[:longueur]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        if reponses := [(nom, confiance) for nom, confiance in complets if "/" in nom]:
            message.set(SELECTEUR, _reponses(reponses[:longueur]), add_to_output=True)


def _sure(complets: Classement) -> float:
    """How likely the likeliest intent or topic is, from 0 to 1."""
    return complets[0][1]


def _par_intent(complets: Classement) -> list[dict[str, Any]]:
    """The ranking of intents; a question is as sure as all its answers together.

    Whether it is about the VTE or about the person's own dossier is no reason to refuse it: it
    goes by the intent of its likeliest answer.
    """
    question = next((nom.split("/")[0] for nom, _ in complets if "/" in nom), "")
    vus: dict[str, float] = defaultdict(float)
    for nom, confiance in complets:
        vus[question if "/" in nom else nom] += confiance
    return [
        {"name": nom, "confidence": confiance}
        for nom, confiance in sorted(vus.items(), key=lambda x: -x[1])
    ]


def _reponses(complets: Classement) -> dict[str, Any]:
    """What Rasa's ResponseSelector would write, by retrieval intent."""
    intents = list(dict.fromkeys(nom.split("/")[0] for nom, _ in complets))
    return {"all_retrieval_intents": intents, **{i: _d_un_intent(complets, i) for i in intents}}


def _d_un_intent(complets: Classement, intent: str) -> dict[str, Any]:
    siennes = [(nom, sure) for nom, sure in complets if nom.startswith(f"{intent}/")]
    complet, confiance = siennes[0]
    reponse = {
        "intent_response_key": complet,
        "utter_action": f"{UTTER_PREFIX}{complet}",
        "confidence": confiance,
        "responses": [],
    }
    classement = [{"intent_response_key": nom, "confidence": c} for nom, c in siennes]
    return {"response": reponse, "ranking": classement}
