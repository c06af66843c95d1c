"""The intent that the facts of a message make certain (vte.comprehension.facts_first)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.lecteur import lecture_de
from vte.comprehension.facts_first import REPLI, conclude


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FaitsDabord(GraphComponent):
    """Placed after the classifiers; changes the intent's name, keeps its ranking."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FaitsDabord:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            texte = message.get(TEXT) or ""
            if texte.startswith(INTENT_MESSAGE_PREFIX):
                continue
            classe = (message.get(INTENT) or {}).get("name")
            if conclu := conclude(texte, classe, lecture_de(message), _suivant(message, classe)):
                message.set(INTENT, {"name": conclu, "confidence": 1.0}, add_to_output=True)
        return messages


def _suivant(message: Message, classe: str | None) -> str | None:
    """The likeliest intent after the one that is given."""
    noms = (note["name"] for note in message.get(INTENT_RANKING_KEY) or ())
    return next((nom for nom in noms if nom not in (classe, REPLI)), None)
