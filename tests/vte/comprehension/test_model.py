"""The model of intents, trained for real on a handful of sentences, without Rasa."""

from __future__ import annotations

from pathlib import Path

import pytest

from vte.comprehension.features import kinds_of_facts
from vte.comprehension.model import Modele
from vte.lecture import lire

EXEMPLES = {
    "saluer": ["bonjour", "salut", "bonsoir à vous", "coucou"],
    "remercier": ["merci", "merci beaucoup", "je vous remercie", "c'est gentil merci"],
    "informer": ["on est 45 à Oyonnax", "en CDI", "45 salariés", "un CDD de 18 mois"],
    "hors_sujet": ["la recette des crêpes", "quel temps fait-il", "la météo", "une blague"],
}


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Modele:
    """Trained, kept, and loaded again."""
    dossier: Path = tmp_path_factory.mktemp("modele")
    Modele.entrainer((t, i) for i, textes in EXEMPLES.items() for t in textes).enregistrer(dossier)
    return Modele.charger(dossier)


def test_every_intent_is_ranked_and_the_likeliest_comes_first(modele: Modele):
    classement = modele.classer("merci infiniment", ())
    assert classement[0][0] == "remercier"
    assert {intent for intent, _ in classement} == set(EXEMPLES)
    assert sum(p for _, p in classement) == pytest.approx(1)


def test_the_kinds_of_facts_that_are_stated_weigh(modele: Modele):
    sans, avec = (dict(modele.classer("figeac", faits))["informer"] for faits in ((), {"commune"}))
    assert avec > sans


def test_the_model_reads_what_is_stated_and_what_is_to_be_chosen():
    assert kinds_of_facts(lire("45", "effectif")) == {"effectif"}
    assert kinds_of_facts(lire("45 salariés à Saint-Denis", "contrat")) == {"effectif", "lieu"}
