"""What events mean: pure reading, no database."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from console.projection.message import comprise
from console.projection.message import dit as lire_dit
from console.projection.reading import conversations
from console.projection.source import Evenement
from console.projection.writing import issue
from tests.console.evenements import (
    ELIGIBLE,
    LYON,
    MIDI,
    OYONNAX,
    SAINT_DENIS,
    abandonnee,
    annonce,
    bot,
    dit,
    eligible,
    ouverture,
    pas_comprise,
    reste,
    slot,
)
from tests.console.lues import lire, une
from vte.lecture import Lecture, Mention


def test_a_turn_says_what_was_understood_changed_answered_and_how_long_it_took():
    lue = une(
        *ouverture(),
        dit("on est 45", effectif=45),
        bot("C'est noté."),
        slot("effectif", 45),
        slot("taille", "pme"),
    )
    (tour,) = lue.tours
    assert (tour.texte, tour.intention, tour.confiance, tour.bouton) == (
        "on est 45",
        "informer",
        0.9,
        False,
    )
    assert [s["nom"] for s in tour.suivantes] == ["faq", "hors_sujet"]
    assert tour.faits == [{"cle": "effectif", "valeur": 45, "place": [0, 9]}]
    assert tour.changements == [
        {"cle": "effectif", "avant": None, "apres": 45},
        {"cle": "taille", "avant": None, "apres": "pme"},
    ]
    assert [r["texte"] for r in tour.reponses] == ["Bonjour !", "C'est noté."] and tour.delai == 1.0


def test_a_correction_says_what_it_replaced():
    lue = une(*ouverture(), dit("45"), slot("effectif", 45), dit("non, 60"), slot("effectif", 60))
    assert lue.tours[1].changements == [{"cle": "effectif", "avant": 45, "apres": 60}]
    assert lue.dossier == {"effectif": 60}


def test_a_question_is_answered_by_its_fact_by_its_sister_or_by_not_knowing():
    lue = une(
        *ouverture(),
        dit("bonjour"),
        reste(question="effectif"),
        dit("une PME", question="effectif"),
        slot("taille", "pme"),
        reste(question="commune_choix"),
        dit("celle du Rhône", question="commune_choix"),
        slot("commune", LYON),
        reste(question="date_debut"),
        dit("je sais pas", question="date_debut"),
        reste(question="niveau_obtenu", passees=["date_debut"]),
        dit("c'est quoi le montant ?", "faq/montant", question="niveau_obtenu"),
    )
    assert [(t.posee, t.repondue) for t in lue.tours] == [
        ("", False),
        ("effectif", True),
        ("commune_choix", True),
        ("date_debut", True),
        ("niveau_obtenu", False),
    ]
    assert [t.question for t in lue.tours] == [
        "effectif",
        "commune_choix",
        "date_debut",
        "niveau_obtenu",
        "niveau_obtenu",
    ]


def test_a_question_of_the_faq_is_named():
    assert une(*ouverture(), dit("combien ?", "faq/montant")).tours[0].intention == "faq/montant"


def test_the_confidence_of_a_fallback_is_that_of_the_best_intent():
    tour = une(*pas_comprise()).tours[0]
    assert (tour.intention, tour.confiance, [s["nom"] for s in tour.suivantes]) == (
        "nlu_fallback",
        0.3,
        ["saluer", "faq"],
    )


def test_a_choice_between_communes_that_is_passed_is_answered():
    lue = une(
        *ouverture(),
        dit("à Saint-Denis", lieu=SAINT_DENIS),
        reste(question="commune_choix", possibles=["97411", "93066", "11339"]),
        dit("je ne sais pas", question="commune_choix"),
        reste(question="effectif", passees=["commune"]),
    )
    assert [(t.posee, t.repondue) for t in lue.tours] == [("", False), ("commune_choix", True)]


@pytest.mark.parametrize(
    "quoi",
    [
        bot("?", utter="utter_pas_compris"),
        bot("?", utter="utter_ask_rephrase"),
        bot("?", utter="utter_hors_sujet"),
        bot("?", utter="utter_pas_compris_effectif"),
    ],
)
def test_a_turn_that_ends_in_a_fallback_or_out_of_scope_is_not_understood(quoi: dict[str, Any]):
    assert [
        t.compris
        for t in une(*ouverture(), dit("bonjour"), bot("Bonjour !"), dit("xyz"), quoi).tours
    ] == [True, False]


def test_a_verdict_stays_when_the_person_begins_again_and_so_does_its_commune():
    lue = une(
        *eligible(),
        dit("recommencer", "recommencer"),
        slot("commune", None),
        reste(question="commune"),
    )
    assert lue.statut == "eligible" and lue.commune == OYONNAX and "commune" not in lue.dossier


def test_a_button_is_shown_by_its_title_and_gives_no_confidence():
    lue = une(
        *ouverture(),
        dit("bonjour", confiance=0.8),
        bot("Lequel ?", ("CDI", '/informer{"contrat":"cdi"}')),
        dit('/informer{"contrat":"cdi"}', confiance=1.0),
    )
    assert (lue.tours[1].texte, lue.tours[1].bouton, lue.confiance_min) == ("CDI", True, 0.8)
    assert lue.tours[0].reponses[-1]["choix"] == ["CDI"]


@pytest.mark.parametrize(
    ("charge", "dite"),
    [
        ('/informer{"a_modifier":"effectif"}', "Modifier l'effectif de l'entreprise"),
        ('/informer{"effectif":45}', "45\u00a0personnes"),
        ('/informer{"commune":"01283"}', "commune 01283"),
        ("/effacer", "/effacer"),
        ("/informer{", "/informer{"),
        ('/informer{"taille":["x"]}', '/informer{"taille":["x"]}'),
    ],
)
def test_a_payload_that_no_message_offered_is_said_in_words_where_it_can(charge: str, dite: str):
    intent = {"name": charge.strip("/").partition("{")[0]}
    message = {"text": charge, "parse_data": {"intent": intent}}
    assert lire_dit(message, {})[:2] == (dite, True)


@pytest.mark.parametrize("debut", ["/", "/ /", "//", "/informer "])
def test_words_that_begin_with_a_slash_are_words_and_masked(debut: str):
    (tour,) = une(*ouverture(), dit(f"{debut}voici jean.dupont@exemple.fr")).tours
    assert (tour.texte, tour.bouton) == (f"{debut}voici [adresse électronique]", False)


def test_what_people_wrote_is_masked_again_here():
    assert (
        une(*ouverture(), dit("appelez le 06 12 34 56 78")).tours[0].texte
        == "appelez le [téléphone]"
    )


def test_what_was_read_beside_masked_words_stands_where_they_are_shown():
    texte = "je suis M. Dupont, on est 45"
    lue = Lecture((Mention("effectif", 45, 26, 28),))
    (tour,) = une(*ouverture(), dit(texte, lue=lue)).tours
    debut, fin = tour.faits[0]["place"]
    assert tour.texte == "je suis M. [nom], on est 45" and tour.texte[debut:fin] == "45"


def test_a_new_session_is_a_new_conversation_that_begins_with_what_was_known():
    premiere, seconde = lire(
        *eligible(),
        *ouverture(effectif=45, conversation=annonce(**ELIGIBLE)["value"]),
        dit("et si c'était 60 ?"),
        slot("effectif", 60),
    )
    assert premiere.statut == "eligible" and seconde.statut == ""
    assert seconde.tours[0].changements == [{"cle": "effectif", "avant": 45, "apres": 60}]


def test_a_session_in_which_nothing_was_said_is_no_conversation():
    assert lire(*ouverture()) == []


def test_a_session_without_its_opening_is_read_all_the_same():
    assert une(dit("bonjour"), bot("Bonjour !")).tours[0].texte == "bonjour"
    assert (
        len(
            lire({"event": "session_started"}, dit("un"), {"event": "session_started"}, dit("deux"))
        )
        == 2
    )


def _renseignee() -> list[dict[str, Any]]:
    return [*ouverture(), dit("c'est quoi ?", "faq/definition"), bot("Le VTE…")]


def _vers_une_personne() -> list[dict[str, Any]]:
    return [*eligible(), dit("un humain", "parler_a_quelqu_un")]


def _comprise_a_la_fin() -> list[dict[str, Any]]:
    return [*pas_comprise(), dit("bonjour", "saluer"), bot("Bonjour !", utter="utter_saluer")]


@pytest.mark.parametrize(
    ("evenements", "attendue"),
    [
        (eligible, "verdict"),
        (abandonnee, "abandon"),
        (pas_comprise, "incompris"),
        (_renseignee, "information"),
        (_vers_une_personne, "personne"),
        (_comprise_a_la_fin, "information"),
    ],
    ids=[
        "verdict",
        "left at a question",
        "not understood",
        "only asked",
        "a person asked for",
        "understood in the end",
    ],
)
def test_how_a_conversation_ended(evenements: Callable[[], list[dict[str, Any]]], attendue: str):
    assert issue(une(*evenements())) == attendue


def test_the_questions_of_a_request_for_a_person_are_one_question():
    assert (
        une(
            *ouverture(),
            dit("rappelez-moi", "etre_rappele"),
            reste(question="demande_nom", demande={}),
        ).question
        == "demande"
    )


@pytest.mark.parametrize(
    "donnees",
    [
        {},
        {"intent": None},
        {"intent": {"name": None}},
        {"intent": {"name": "faq"}, "response_selector": {}},
        {"entities": [{"entity": "lieu", "value": 1}]},
    ],
)
def test_what_an_older_version_stored_is_no_error(donnees: dict[str, Any]):
    assert set(comprise(donnees)) == {
        "intention",
        "confiance",
        "suivantes",
        "faits",
        "doutes",
        "lieu",
        "derniere",
    }


@pytest.mark.parametrize(
    "brut",
    ["{", "[]", "null", "", '{"parse_data": null}', '{"data": null, "metadata": null}', None],
)
@pytest.mark.parametrize("nature", ["user", "bot", "slot"])
def test_an_event_that_cannot_be_read_does_not_stop_the_others(nature: str, brut: str | None):
    lignes = [
        Evenement(i, "p", e["event"], MIDI + i, e.get("name"), json.dumps(e))
        for i, e in enumerate((dit("un"), dit("deux")), 1)
    ]
    lignes.insert(1, Evenement(9, "p", nature, MIDI + 1.5, "commune", brut))  # type: ignore[arg-type]
    (lue,) = conversations(lignes)
    assert [t.texte for t in lue.tours if t.texte] == ["un", "deux"]
