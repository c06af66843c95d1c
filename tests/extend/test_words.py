"""A new question of the FAQ: proposed, answered, learnt by Rasa."""

from __future__ import annotations

import pytest

from tests.extend.project import Project, section

pytestmark = pytest.mark.lent  # each copies the project and runs its checks

A_QUESTION = """
import json
from tests.vte.conversation.personne import Personne
from vte.comprehension.sujets import propositions
from vte.conversation.textes import Textes

topic = "faq/tuteur"
personne = Personne()
personne.dit("et le tuteur ?", "faq", sujet=topic)
parole = personne.paroles[0]
proposee = Personne()
proposee.dit("le tuteur", "nlu_fallback", sens=(topic,))
vue = {
    "proposition": propositions()[topic].payload,
    "boutons": [b.title for b in proposee.paroles[0].boutons],
    "texte": Textes.du_projet().rendre(parole.reponse, parole.valeurs),
}
from rasa.shared.importers.importer import TrainingDataImporter
importeur = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
domaine, exemples = importeur.get_domain(), importeur.get_nlu_data()
vue["reponse"] = "utter_faq/tuteur" in domaine.responses
vue["exemples"] = exemples.number_of_examples_per_response[topic]
print(json.dumps(vue))
"""


def test_a_new_question_of_the_faq_is_proposed_answered_and_learnt_by_rasa(project: Project):
    path = section("A question of the FAQ")
    project.extend(path, "sujet")
    project.check(path)
    vue = project.python(A_QUESTION)
    assert vue["proposition"] == "Faut-il un tuteur\u00a0?"
    assert "Le tuteur" in vue["boutons"]
    assert "2019-2022" in vue["texte"]
    assert vue["reponse"] and vue["exemples"] >= 15
