"""A value asked back, and a person who goes on without a word against it."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import Personne, lue

CONNUS = {"commune": "01283", "contrat": "cdd", "duree_mois": 18}


def en_doute(valeur: int = 45, **connus: object) -> Personne:
    personne = Personne(**{**CONNUS, **connus})
    personne.dit("une phrase peu claire", lecture=lue({"effectif": valeur}))
    assert personne.etat.doute == {"effectif": valeur}
    return personne


def test_who_goes_on_to_the_next_fact_lets_it_stand_and_it_is_said_aloud():
    personne = en_doute()
    dites = personne.dit("au 1er septembre 2021", lecture=lue(date_debut="2021-09-01"))
    assert dites[:2] == ["utter_doute_retenu", "utter_note"]
    assert personne.sait["effectif"] == 45 and personne.etat.doute is None
    assert "45\u00a0personnes" in personne.textes[0]
    assert personne.etat.question == "niveau_obtenu"


@pytest.mark.parametrize(
    ("texte", "intent", "sujet", "dite"),
    [
        ("et c'est combien ?", "faq", "faq/montant", "utter_faq/montant"),
        ("ah super", "complimenter", None, "utter_complimenter"),
        ("merci", "remercier", None, "utter_remercier"),
        ("la suite", "continuer", None, "utter_demander_date_debut"),
    ],
)
def test_a_question_or_a_courtesy_lets_it_stand_and_the_next_question_comes(
    texte: str, intent: str, sujet: str | None, dite: str
):
    personne = en_doute()
    dites = personne.dit(texte, intent, sujet, lecture=lue())
    assert dites[:2] == ["utter_doute_retenu", dite] and personne.sait["effectif"] == 45
    assert dites[-1] == "utter_demander_date_debut"


def test_the_verdict_is_announced_once_the_last_fact_is_let_stand():
    personne = en_doute(
        date_debut="2021-09-01",
        niveau_obtenu=5,
        date_diplome="2021-06-01",
        date_conclusion="2021-06-10",
    )
    dites = personne.dit("et c'est combien ?", "faq", "faq/montant", lecture=lue())
    assert "utter_verdict_eligible" in dites


@pytest.mark.parametrize("texte", ["attends", "deux minutes"])
def test_a_pause_leaves_it_open(texte: str):
    personne = en_doute()
    personne.dit(texte, "patienter", lecture=lue())
    assert personne.etat.doute == {"effectif": 45}
    personne.dit("oui", "affirmer", lecture=lue())
    assert personne.sait["effectif"] == 45


@pytest.mark.parametrize(
    ("texte", "intent"),
    [
        ("je ne sais pas", "ne_sait_pas"),
        ("c'est pas le bon chiffre, on commence en mai", "informer"),
        ("quel beau temps", "hors_sujet"),
        ("oui mais avec les intérimaires", "affirmer"),
        ("pourquoi cette question", "expliquer_question"),
    ],
)
def test_what_may_be_against_it_takes_nothing(texte: str, intent: str):
    personne = en_doute()
    personne.dit(texte, intent, lecture=lue(date_debut="2021-05-03") if "mai" in texte else lue())
    assert "effectif" not in personne.sait


def test_what_would_replace_a_known_fact_is_asked_twice_before():
    personne = Personne(effectif=45, **CONNUS)
    personne.dit("300 clients", lecture=lue({"effectif": 300}))
    dites = personne.dit("et c'est combien ?", "faq", "faq/montant", lecture=lue())
    assert dites[-1] == "utter_doute_effectif" and personne.sait["effectif"] == 45
    personne.dit("et pour qui ?", "faq", "faq/beneficiaire", lecture=lue())
    assert personne.sait["effectif"] == 300


def test_what_would_refuse_is_asked_twice_before():
    personne = en_doute(9001)
    personne.dit("et c'est combien ?", "faq", "faq/montant", lecture=lue())
    assert "effectif" not in personne.sait and personne.etat.doute == {"effectif": 9001}


def test_another_value_corrects_what_was_let_stand():
    personne = en_doute()
    personne.dit("au 1er septembre 2021", lecture=lue(date_debut="2021-09-01"))
    assert personne.etat.derniere == "date_debut"
    personne.dit("non on est 60", "modifier", lecture=lue(effectif=60))
    assert personne.sait["effectif"] == 60


def test_a_question_about_the_dossier_is_answered_while_a_value_is_asked_back():
    personne = Personne(effectif=45, **CONNUS)
    personne.dit("300 clients", lecture=lue({"effectif": 300}))
    dites = personne.dit("combien en tout ?", "dossier", "dossier/total", lecture=lue())
    assert dites[0] == "utter_dossier/total" and dites[-1] == "utter_doute_effectif"


def test_what_was_let_stand_is_no_open_question_after_a_trial():
    personne = en_doute()
    personne.dit("et si on était 300 ?", "comparer", lecture=lue(effectif=300))
    assert personne.etat.question != "effectif"
