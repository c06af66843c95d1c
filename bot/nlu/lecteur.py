"""The one reading of a message, which knows the open question; its facts are Rasa's entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from vte.communes import recherche
from vte.comprehension.features import LIEU
from vte.lecture import Lecture, Mention, lire
from vte.lecture.roles import lecteur
from vte.lecture.roles.profond import profond

LECTURE = "lecture"  # where the reading stands in a message, and in the tracker's `parse_data`
# Of `UserMessage.metadata`, see `lire`.
CONTEXTE = ("question", "possibles", "derniere", "connus", "suppose")
# Which diploma a level is of.
ROLES = {"niveau_obtenu": {"role": "obtenu"}, "niveau_prepare": {"role": "prepare"}}


def entites(lecture: Lecture) -> list[dict[str, Any]]:
    """Rasa's entities of a reading; `lieu` is a name that several communes bear."""
    lues = [_entite(m, m.confiance) | ROLES.get(m.cle, {}) for m in lecture.mentions]
    if lecture.lieu is not None and lecture.lieu.ambigu:
        place = lecture.place or (0, 0)
        lues.append(_entite(Mention(LIEU, lecture.lieu.resultats[0].nom, *place), 0.5))
    return lues


def _entite(mention: Mention, confiance: float) -> dict[str, Any]:
    return {
        "entity": mention.cle,
        "value": mention.valeur,
        "start": mention.debut,
        "end": mention.fin,
        "confidence_entity": confiance,
    }


def lecture_de(message: Message) -> Lecture:
    """The reading that the message carries; of a payload, none."""
    return Lecture.depuis_json(message.get(LECTURE) or {})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LecteurDeFaits(GraphComponent, EntityExtractorMixin):
    """Sets the reading of each message; the payload of a button (`/intent{…}`) is not read."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LecteurDeFaits:
        for charger in (recherche, lecteur, profond):  # what lacks is said now
            charger()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            texte = message.get(TEXT) or ""
            if not texte.startswith(INTENT_MESSAGE_PREFIX):
                self._lire(message, texte)
        return messages

    def _lire(self, message: Message, texte: str) -> None:
        dit = message.get(METADATA) or {}
        lecture = lire(texte, **{cle: dit[cle] for cle in CONTEXTE if dit.get(cle)})
        lues = self.add_extractor_name(entites(lecture))
        message.set(ENTITIES, message.get(ENTITIES, []) + lues, add_to_output=True)
        message.set(LECTURE, lecture.en_json(), add_to_output=True)
