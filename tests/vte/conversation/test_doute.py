"""A value asked back: how it is said, and what is done of the answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import accueillir, contexte, depuis_slots

ESPACE = "\u00a0"
CONNUS = {"commune": "01283", "contrat": "cdd"}
UN_CANDIDAT = {"profil": "candidat"}


def en_doute(cle: str = "effectif", valeur: Any = 9001, **connus: Any) -> Personne:
    """Somebody who was just asked whether this is it."""
    personne = Personne(**connus)
    personne.dit("une phrase peu claire", lecture=lue({cle: valeur}))
    assert personne.etat.doute == {cle: valeur}
    return personne


@pytest.mark.parametrize(
    ("connus", "cle", "valeur", "texte"),
    [
        ({}, "effectif", 9001, "9 001 personnes : c'est l'effectif de l'entreprise ?"),
        ({}, "taille", "grande", "Une grande entreprise : c'est la taille de l'entreprise ?"),
        ({}, "commune", "69123", "Lyon (69) : c'est la commune du poste ?"),
        (
            UN_CANDIDAT,
            "commune",
            {"code": "69123", "nom": "Lyon", "departement": "69"},
            "Lyon (69) : c'est la commune où vous travaillerez ?",
        ),
        ({}, "contrat", "stage", "Un stage : c'est le contrat prévu ?"),
        ({}, "contrat", "interim", "De l'intérim : c'est le contrat prévu ?"),
        ({}, "duree_mois", 18, "18 mois : c'est la durée du contrat ?"),
        (
            {},
            "date_debut",
            "2021-09-01",
            "1er septembre 2021 : c'est le premier jour du contrat ?",
        ),
        (
            {},
            "niveau_obtenu",
            5,
            "Un bac+5 (master, ingénieur) : c'est le plus haut diplôme déjà obtenu ?",
        ),
        (
            UN_CANDIDAT,
            "date_diplome",
            "2021-06-01",
            "1er juin 2021 : c'est la date à laquelle vous avez obtenu ce diplôme ?",
        ),
        (
            {"contrat": "alternance"},
            "niveau_prepare",
            3,
            "Un bac+3 (licence, BUT) : c'est le diplôme préparé pendant ce contrat ?",
        ),
    ],
)
def test_the_value_is_said_in_words(connus: dict[str, Any], cle: str, valeur: Any, texte: str):
    personne = en_doute(cle, valeur, **connus)
    assert [t.replace(ESPACE, " ") for t in personne.textes] == [texte]
    assert ESPACE + "?" in personne.textes[0] and ESPACE + ":" in personne.textes[0]


def test_two_buttons_answer_and_are_the_same_whatever_the_value_is():
    """WhatsApp keeps a template for each set of buttons: a number in them would make thousands."""
    assert en_doute(valeur=9001).boutons == en_doute(valeur=300).boutons
    assert en_doute().boutons == {
        "Oui": '/informer{"confirmer":"effectif"}',
        "Non": '/informer{"ecarter":"effectif"}',
    }


def test_the_question_is_that_of_the_key_while_it_is_asked_back():
    personne = en_doute()
    assert personne.etat.question == "effectif"
    assert contexte(personne.etat.en_slots())["question"] == "effectif"
    assert en_doute("taille", "grande").etat.question == "effectif"


def test_a_known_value_that_would_change_is_said_before():
    personne = Personne(effectif=45, **CONNUS)
    dites = personne.dit("300 clients", lecture=lue(effectif=(300, 0.6)))
    assert dites == ["utter_doute_avant", "utter_doute_effectif"]
    assert personne.textes[0] == f"J'avais noté{ESPACE}: 45{ESPACE}personnes."


@pytest.mark.parametrize(
    ("texte", "intent"),
    [
        ("Oui", "affirmer"),
        ("oui c'est ça", "informer"),
        ("c'est bien ça", "nlu_fallback"),
        ("exactement", "hors_sujet"),
        ("d'accord", "affirmer"),
        ("oui, merci", "remercier"),
    ],
)
def test_yes_takes_it_and_the_interview_goes_on(texte: str, intent: str):
    personne = en_doute(**CONNUS)
    dites = personne.dit(texte, intent, lecture=lue())
    assert personne.sait["effectif"] == 9001 and personne.etat.doute is None
    assert dites[0] == "utter_note" and dites[1] == "utter_verdict_non_eligible"


@pytest.mark.parametrize("texte", ["oui mais c'est le nombre de clients", "oui enfin non"])
def test_yes_with_a_reserve_takes_nothing(texte: str):
    personne = en_doute(**CONNUS)
    personne.dit(texte, "affirmer", lecture=lue())
    assert "effectif" not in personne.sait and personne.etat.doute is None


def test_the_button_takes_it():
    personne = en_doute(valeur=45, **CONNUS)
    assert personne.choisit("Oui") == ["utter_note", "utter_demander_date_debut"]
    assert personne.sait["effectif"] == 45


@pytest.mark.parametrize("dite", [lue(effectif=9001), lue({"effectif": 9001})])
def test_the_value_said_again_takes_it(dite: Any):
    personne = en_doute(**CONNUS)
    personne.dit("9001 personnes", lecture=dite)
    assert personne.sait["effectif"] == 9001


@pytest.mark.parametrize(
    ("texte", "intent"),
    [("non", "nier"), ("Non", "informer"), ("pas du tout", "nier"), ("non, 9001 clients", "nier")],
)
def test_no_drops_it_and_the_question_is_put_again(texte: str, intent: str):
    personne = en_doute(**CONNUS)
    dites = personne.dit(texte, intent, lecture=lue())
    assert dites == ["utter_doute_ecarte", "utter_demander_effectif"]
    assert "effectif" not in personne.sait and personne.etat.doute is None


def test_the_button_no_drops_it():
    personne = en_doute(**CONNUS)
    assert personne.choisit("Non") == ["utter_doute_ecarte", "utter_demander_effectif"]
    assert "effectif" not in personne.sait


def test_a_value_refused_is_never_asked_back_again_but_another_is():
    personne = en_doute(**CONNUS)
    personne.choisit("Non")
    personne.dit("hum, 9001", "nlu_fallback", lecture=lue({"effectif": 9001}))
    assert personne.etat.doute is None and "utter_pas_compris_effectif" in personne.dites
    personne.dit("hum, 300", lecture=lue({"effectif": 300}))
    assert personne.etat.doute == {"effectif": 300}


def test_a_value_refused_is_taken_once_it_is_stated():
    personne = en_doute(**CONNUS)
    personne.choisit("Non")
    personne.dit("nous sommes 9001", lecture=lue(effectif=9001))
    assert personne.sait["effectif"] == 9001


def test_no_with_another_value_takes_that_one():
    personne = en_doute(**CONNUS)
    personne.dit("non, 45", lecture=lue(effectif=45))
    assert personne.sait["effectif"] == 45 and personne.etat.question == "date_debut"
    assert personne.etat.a_ecarte("effectif", 9001)


def test_yes_with_something_else_takes_both():
    personne = en_doute(valeur=45, contrat="cdd")
    personne.dit("oui, à Oyonnax", lecture=lue(commune="01283"))
    assert personne.sait["effectif"] == 45 and personne.sait["commune"]["nom"] == "Oyonnax"


def test_yes_before_a_question_takes_it_and_the_question_is_answered():
    personne = en_doute(valeur=45, **CONNUS)
    dites = personne.dit("oui, et c'est combien ?", "faq", "faq/montant", lecture=lue())
    assert personne.sait["effectif"] == 45 and dites[0] == "utter_faq/montant"


def test_what_would_refuse_is_asked_back_once_more_before_it_is_taken():
    """« 9 001 personnes : c'est l'effectif ? »: who says something else has not said no."""
    personne = en_doute(**CONNUS)
    dites = personne.dit("un apprenti", lecture=lue(contrat="apprentissage"))
    assert personne.sait["contrat"] == "apprentissage"
    assert dites[-1] == "utter_doute_effectif" and personne.etat.doute == {"effectif": 9001}
    personne.dit("oui", "affirmer", lecture=lue())
    assert personne.sait["effectif"] == 9001


def test_what_is_twice_not_understood_is_forgotten():
    personne = en_doute(**CONNUS)
    assert (
        personne.dit("gloubi boulga", "nlu_fallback", lecture=lue())[-1] == "utter_doute_effectif"
    )
    personne.dit("gloubi", "nlu_fallback", lecture=lue())
    assert personne.etat.doute is None and personne.etat.question == "effectif"
    personne.dit("oui", "affirmer", lecture=lue())
    assert "effectif" not in personne.sait


def test_another_value_of_the_key_ends_the_doubt():
    personne = en_doute(**CONNUS)
    personne.dit("on est 45", lecture=lue(effectif=45))
    assert personne.sait["effectif"] == 45 and personne.etat.doute is None


def test_yes_with_a_nearer_value_takes_that_one():
    """« 1er octobre 2020 : c'est la date ? — Oui, le 12 octobre exactement »."""
    personne = en_doute("date_diplome", "2020-10-01", **CONNUS, effectif=45)
    personne.dit("oui, le 12 octobre", "affirmer", lecture=lue(date_diplome=("2020-10-12", 0.7)))
    assert personne.sait["date_diplome"] == "2020-10-12"


def test_a_question_meanwhile_is_answered_and_the_interview_goes_on():
    personne = en_doute(**CONNUS)
    dites = personne.dit("pourquoi ?", "expliquer_question", lecture=lue())
    assert dites == ["utter_explique_effectif", "utter_doute_effectif"]


def test_i_do_not_know_passes_the_question():
    personne = en_doute(**CONNUS)
    personne.dit("je ne sais pas", "ne_sait_pas", lecture=lue())
    assert personne.etat.entretien.passees == ("effectif",)


def test_a_button_of_a_doubt_that_is_over_is_said_to_be_old_and_takes_nothing():
    personne = en_doute(**CONNUS)
    boutons = personne.boutons
    personne.dit("non", "nier", lecture=lue())
    for titre in boutons:
        intent, _, porte = boutons[titre].removeprefix("/").partition("{")
        dites = personne.presse(intent, **json.loads("{" + porte))
        assert dites[0] == "utter_choix_perime" and "effectif" not in personne.sait


def test_a_known_value_stays_after_no_and_the_verdict_is_not_recited():
    personne = Personne(**ELIGIBLE)
    personne.dit("alors ?", "demander_aides")
    personne.dit("300 clients", lecture=lue(effectif=(300, 0.6)))
    assert personne.dit("non", "nier", lecture=lue()) == ["utter_doute_ecarte"]
    assert personne.sait["effectif"] == 45 and personne.etat.question is None


def test_a_known_value_is_said_to_be_corrected_after_yes():
    personne = Personne(**ELIGIBLE)
    personne.dit("6000 clients", lecture=lue(effectif=(6000, 0.6)))
    assert personne.choisit("Oui")[:2] == ["utter_corrige", "utter_verdict_non_eligible"]


def test_a_contradiction_confirmed_is_not_asked_again():
    personne = Personne(contrat="apprentissage", niveau_prepare=3)
    personne.dit("elle a une licence", lecture=lue(niveau_obtenu=3))
    personne.choisit("Oui")
    assert personne.sait["niveau_obtenu"] == 3 and personne.etat.doute is None
    personne.dit("oui une licence", lecture=lue(niveau_obtenu=3))
    assert personne.etat.doute is None


def test_a_contradiction_refused_then_said_again_in_answer_is_taken():
    personne = Personne(
        contrat="apprentissage", niveau_prepare=3, commune="01283", effectif=45, duree_mois=24
    )
    personne.dit("elle a une licence", lecture=lue(niveau_obtenu=3))
    personne.choisit("Non")
    personne.etat = depuis_slots(personne.etat.en_slots() | {"date_debut": "2021-09-01"})
    personne.dit("bref", "demander_aides", lecture=lue())
    assert personne.etat.question in ("niveau_obtenu", "date_debut")
    while personne.etat.question == "date_debut":
        personne.dit("en septembre", lecture=lue(date_debut="2021-09-01"))
    personne.dit("une licence", lecture=lue(niveau_obtenu=3))
    assert personne.sait["niveau_obtenu"] == 3


def test_a_doubt_is_kept_with_the_state_and_of_one_sitting_only():
    etat = en_doute(**CONNUS).etat
    assert depuis_slots(etat.en_slots()) == etat
    assert accueillir(etat)[0].doute is None


def test_asking_back_counts_as_understood_after_failures():
    personne = Personne({"question": "effectif", "echecs": 2}, **CONNUS)
    dites = personne.dit("9001 ?", "nlu_fallback", lecture=lue({"effectif": 9001}))
    assert dites == ["utter_doute_effectif"]
