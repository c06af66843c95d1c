"""Entities with typed values, read by `vte.francais`: one for each fact of the dossier."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from vte.communes import recherche
from vte.francais import Lecture, lire

# Which diploma a level is of.
ROLES = {"niveau_obtenu": {"role": "obtenu"}, "niveau_prepare": {"role": "prepare"}}
LIEU = "lieu"  # a place that the person has to choose, or that is in doubt


def entites(lecture: Lecture) -> list[dict[str, Any]]:
    """Rasa's entities of a reading; `lieu` is a name that several communes bear."""
    entities = [
        {
            "entity": m.cle,
            "value": m.valeur,
            "start": m.debut,
            "end": m.fin,
            "confidence_entity": 1.0,
        }
        | ROLES.get(m.cle, {})
        for m in lecture.mentions
    ]
    if lecture.lieu is not None and lecture.lieu.ambigu:
        debut, fin = lecture.place or (0, 0)
        entities.append(
            {
                "entity": LIEU,
                "value": lecture.lieu.resultats[0].nom,
                "start": debut,
                "end": fin,
                "confidence_entity": 0.5,
            }
        )
    return entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LecteurDeFaits(GraphComponent, EntityExtractorMixin):
    """Sets the entities of each message; the payload of a button (`/intent{…}`) carries its own."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LecteurDeFaits:
        recherche()  # the first message should not wait for the base
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            texte = message.get(TEXT) or ""
            if not texte.startswith(INTENT_MESSAGE_PREFIX):
                message.set(
                    ENTITIES,
                    message.get(ENTITIES, []) + self.add_extractor_name(entites(lire(texte))),
                    add_to_output=True,
                )
        return messages
