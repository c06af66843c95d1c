"""A message that states facts is `informer`, whatever greeting or thanks came with them; « et si » makes it `comparer`."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.vocabulaire import OUTILS
from vte.lecture import Lecture, lire
from vte.texte import aplatir, masquer

BIEN_ECRIT = 0.9  # score of a commune that is named, if only by the beginning of its name
INFORMER, HORS_SUJET = "informer", "hors_sujet"
# What such a message may be mistaken for; a clear question or order is left as it is.
_CEDENT = {"saluer", "remercier", "au_revoir", "affirmer", "nier", "nlu_fallback", "demander_aides"}
# What a bare answer (« une soixantaine ») is taken for by a model that does not know what was asked.
_MUETS = {HORS_SUJET, "nlu_fallback"}
_QUESTIONS = ("effectif", "duree_mois", "date_debut", "niveau_obtenu", "contrat", "commune")
REPONSE_MAX = 4  # words
REPONSE_LONGUEUR = 80  # characters; the longest name of a commune has 45, and one "word" of a thousand would be read six times
ASSEZ_DE_FAITS = 3  # from here on even a question ("Quelles aides ?") comes with a dossier to note
COMPARER = "comparer"
_ORDRES = {
    "recommencer",
    "parler_a_quelqu_un",
    "expliquer_question",
    "recapituler",
    "modifier",
    "garder",
    "effacer",
    "etre_rappele",
    COMPARER,
}
_HYPOTHESE = re.compile(
    r"\bet si\b|\bsi jamais\b|\bsuppos(?:ons|er)\b|\bimagin(?:ons|er)\b|\badmett(?:ons|re)\b|\bdans l'hypothese\b"
    r"|^(?:(?:ok|d'accord|bon|oui|non|et)\W+)*et (?:une?|avec|en|pour|dans|quelqu'un|sans)\b[^?]*\?\s*$"
)
_ESSAI = re.compile(
    r"\?|\bsi\b|\bs'il|compar|hypothes|essa[iy]|test|simul|recalcul|calcul|regard|voyons|donnera|changera|au lieu|differen"
)
# Words that say nothing by themselves beside a fact: "un contrat d'apprentissage".
_COQUILLES = OUTILS | {
    "commune",
    "contrat",
    "diplome",
    "diplomee",
    "duree",
    "effectif",
    "embauche",
    "emploi",
    "entreprise",
    "jeune",
    "partir",
    "personnes",
    "poste",
    "salaries",
    "titulaire",
    "ville",
}


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
            if (message.get(TEXT) or "").startswith(INTENT_MESSAGE_PREFIX):
                continue
            if conclu := self._conclure(message):
                message.set(INTENT, {"name": conclu, "confidence": 1.0}, add_to_output=True)
        return messages

    def _conclure(self, message: Message) -> str | None:
        """The intent that the facts make certain, or None."""
        if message.get(ENTITIES) and _HYPOTHESE.search(aplatir(message.get(TEXT))):
            return COMPARER
        if (
            (message.get(INTENT) or {}).get("name") == COMPARER
            and message.get(ENTITIES)
            and not _ESSAI.search(aplatir(message.get(TEXT)))
        ):
            return INFORMER  # « ça serait un CDD » states it
        return INFORMER if self._informe(message) else None

    def _informe(self, message: Message) -> bool:
        cles = {e["entity"] for e in message.get(ENTITIES, [])} - {"profil"}
        intent = (message.get(INTENT) or {}).get("name")
        if not cles and intent in _MUETS:
            return _peut_repondre(message.get(TEXT) or "")
        if not cles or intent in _ORDRES:
            return False
        if intent == HORS_SUJET:  # « le prix du mètre carré à Nantes » ne dit rien d'un recrutement
            return (len(cles) > 1 and "?" not in (message.get(TEXT) or "")) or _rien_que_des_faits(
                message
            )
        return intent in _CEDENT or len(cles) >= ASSEZ_DE_FAITS or _rien_que_des_faits(message)


def _peut_repondre(texte: str) -> bool:
    """True when these few words would answer one of the form's questions; a place must be well spelt."""
    texte = texte.strip()
    if len(texte) > REPONSE_LONGUEUR or len(texte.split()) > REPONSE_MAX or "?" in texte:
        return False
    return any(_repond(lire(texte, question), question) for question in _QUESTIONS)


def _repond(lecture: Lecture, question: str) -> bool:
    if question == "commune":
        return lecture.lieu is not None and lecture.lieu.resultats[0].score >= BIEN_ECRIT
    return question in lecture.faits


def _rien_que_des_faits(message: Message) -> bool:
    """True when no question is asked and no word but the facts carries a meaning."""
    reste = aplatir(message.get(TEXT))
    if "?" in reste:
        return False
    for mention in message.get(ENTITIES, []):
        if "start" in mention:
            reste = masquer(reste, mention["start"], mention["end"])
    return set(re.findall(r"[a-z]{3,}", reste)) <= _COQUILLES
