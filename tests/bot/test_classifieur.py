"""The intent classifier, trained for real on a handful of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifieur import SELECTEUR, ClassifieurLineaire
from bot.nlu.lecteur import LecteurDeFaits

EXEMPLES = {
    "saluer": ["bonjour", "salut", "bonsoir à vous", "coucou"],
    "remercier": ["merci", "merci beaucoup", "je vous remercie", "c'est gentil merci"],
    "faq/montant": [
        "quel est le montant ?",
        "combien touche-t-on ?",
        "c'est combien l'aide",
        "quelle somme",
    ],
    "faq/demarche": [
        "comment faire la demande ?",
        "où déposer le dossier",
        "quelles démarches",
        "la procédure",
    ],
}


def preparer(message: Message) -> Message:
    return LecteurDeFaits().process([message])[0]


@pytest.fixture(scope="module")
def classifieur(tmp_path_factory: pytest.TempPathFactory) -> ClassifieurLineaire:
    """Trained, stored, and loaded again as the server does."""
    stockage = LocalModelStorage.create(Path(tmp_path_factory.mktemp("modele")))
    contexte, ressource = ExecutionContext(GraphSchema({})), Resource("classifieur")
    exemples = [
        preparer(
            Message(
                {
                    TEXT: t,
                    INTENT: nom.split("/")[0],
                    **({INTENT_RESPONSE_KEY: nom} if "/" in nom else {}),
                }
            )
        )
        for nom, textes in EXEMPLES.items()
        for t in textes
    ]
    config = ClassifieurLineaire.get_default_config()
    ClassifieurLineaire.create(config, stockage, ressource, contexte).train(TrainingData(exemples))
    return ClassifieurLineaire.load(config, stockage, ressource, contexte)


def classer(classifieur: ClassifieurLineaire, texte: str) -> Message:
    return classifieur.process([preparer(Message({TEXT: texte}))])[0]


def test_a_sentence_gets_its_intent_and_a_ranking(classifieur: ClassifieurLineaire):
    message = classer(classifieur, "Merci infiniment")
    assert message.get(INTENT)["name"] == "remercier"
    assert {r["name"] for r in message.get(INTENT_RANKING_KEY)} == {"saluer", "remercier", "faq"}


def test_the_answers_a_message_may_call_for_are_ranked_whatever_its_intent(
    classifieur: ClassifieurLineaire,
):
    classement = classer(classifieur, "merci pour le montant").get(SELECTEUR)["faq"]["ranking"]
    assert [r["intent_response_key"] for r in classement] == ["faq/montant", "faq/demarche"]


def test_a_question_gets_its_answer(classifieur: ClassifieurLineaire):
    message = classer(classifieur, "comment on fait la demande")
    assert message.get(INTENT)["name"] == "faq"
    assert message.get(SELECTEUR)["faq"]["response"]["utter_action"] == "utter_faq/demarche"


def test_case_and_accents_do_not_matter(classifieur: ClassifieurLineaire):
    a, b = (
        classer(classifieur, t).get(INTENT)["name"]
        for t in ("OÙ DÉPOSER LE DOSSIER", "ou deposer le dossier")
    )
    assert a == b == "faq"


@pytest.mark.parametrize("texte", ["/recommencer", "", "   "])
def test_a_payload_or_nothing_is_left_to_rasa(classifieur: ClassifieurLineaire, texte: str):
    message = classifieur.process([Message({TEXT: texte})])[0]
    assert (
        message.get(INTENT) == {"name": None, "confidence": 1.0}
        and message.get(INTENT_RANKING_KEY) == []
    )
