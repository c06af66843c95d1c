"""One reading a message: in answer to the open question, whatever was asked, and kept as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vte.lecture import Lecture, Mention, lire, message

POSSIBLES = ("93066", "97411", "30247", "11339")  # Saint-Denis


def test_a_bare_answer_is_read_for_the_open_question_and_is_no_statement():
    lecture = lire("45", "effectif")
    assert lecture.faits == {"effectif": 45} and lecture.repond
    assert lire("45").faits == {}


def test_what_a_message_states_by_itself_is_read_whatever_was_asked():
    lecture = lire("45 salariés à Oyonnax", "contrat")
    assert set(lecture.faits) == {"effectif", "commune"}
    assert not lecture.repond


@pytest.mark.parametrize(
    ("texte", "departement"), [("dans le Gard", "30"), ("30", "30"), ("la première", None)]
)
def test_the_commune_is_chosen_among_those_proposed(texte: str, departement: str | None):
    commune = lire(texte, "commune_choix", POSSIBLES).faits["commune"]
    assert commune["code"] in POSSIBLES
    assert departement is None or commune["departement"] == departement


def test_another_commune_than_those_proposed_may_be_named():
    lecture = lire("à Oyonnax", "commune_choix", POSSIBLES)
    assert lecture.faits["commune"]["nom"] == "Oyonnax" and lecture.repond


def test_nothing_is_chosen_among_no_commune():
    assert lire("la dernière", "commune_choix").faits == {}


def test_a_bare_value_corrects_what_was_said_last_when_nothing_is_open():
    lecture = lire("finalement 60", derniere="effectif")
    assert lecture.faits == {"effectif": 60}
    assert (lecture.derniere, lecture.repond) == ("effectif", True)


def test_a_message_that_states_something_corrects_nothing_else():
    lecture = lire("24 mois", derniere="effectif")
    assert lecture.faits == {"duree_mois": 24} and lecture.derniere is None


def test_an_open_question_comes_before_what_was_said_last():
    assert lire("60", "duree_mois", derniere="effectif").faits == {"duree_mois": 60}


def test_a_correction_changes_what_was_said_last_even_while_a_question_is_open():
    lecture = lire("finalement en janvier 2022", "effectif", derniere="date_debut")
    assert lecture.faits == {"date_debut": "2022-01-01"}
    assert (lecture.question, lecture.derniere) == ("effectif", "date_debut")


def test_a_correction_of_something_that_is_known_is_read_or_asked_back():
    lecture = lire("finalement ce sera à Toulouse", connus=["commune"])
    dites = [m.valeur["nom"] for m in (*lecture.mentions, *lecture.doutes) if m.cle == "commune"]
    assert dites == ["Toulouse"]


def test_a_correction_may_be_a_place_to_choose():
    lieu = lire("pardon, c'est à Saint-Denis", connus=["commune", "effectif"]).lieu
    assert lieu is not None and lieu.ambigu


def test_a_place_that_is_only_asked_about_is_named_and_not_taken():
    lecture = lire("combien touche-t-on à Oyonnax ?")
    assert "commune" not in lecture.faits
    assert lecture.evoque is not None and lecture.evoque.valeur["nom"] == "Oyonnax"
    assert Lecture.depuis_json(lecture.en_json()) == lecture


@pytest.mark.parametrize(
    "texte", ["combien touche-t-on à Oyonnax ou à Figeac ?", "à Saint-Denis ?"]
)
def test_of_several_places_none_is_the_one_that_is_named(texte: str):
    assert lire(texte).evoque is None


def test_a_message_may_answer_before_it_asks():
    assert lire("45, et c'est quoi le montant ?", "effectif").faits == {"effectif": 45}


def test_a_date_said_to_the_year_leaves_its_month_to_be_asked():
    assert lire("l'an dernier", "date_diplome").a_l_annee == {"date_diplome"}


def test_an_answer_is_read_once(monkeypatch: pytest.MonkeyPatch):
    passes: list[str] = []
    chercher = message.chercher
    monkeypatch.setattr(message, "chercher", lambda *lus: passes.append(lus[0]) or chercher(*lus))
    lire("45 salariés", "effectif")
    assert passes == ["45 salariés"]


@pytest.mark.parametrize(
    ("texte", "contexte"),
    [
        ("", {}),
        ("45", {"question": "effectif"}),
        ("45, à Saint-Denis, c'est quoi ?", {"question": "effectif"}),
        ("finalement 60", {"derniere": "effectif"}),
        ("la deuxième", {"question": "commune_choix", "possibles": POSSIBLES}),
        ("on est à Saint-Denis", {}),
        ("dans la communauté de communes du pays de Gex", {}),
        ("à Brive", {"question": "commune"}),
        ("Chambourcy, diplômé l'an dernier", {"question": "date_diplome"}),
        ("à Châtillon-en-Michaille, 45 salariés en CDI", {}),
    ],
)
def test_a_reading_is_the_same_once_kept_as_json(texte: str, contexte: dict[str, Any]):
    lecture = lire(texte, **contexte)
    kept = json.loads(json.dumps(lecture.en_json()))
    assert Lecture.depuis_json(kept) == lecture


def test_a_reading_of_nothing_takes_no_room():
    assert lire("bonjour").en_json() == {}


def test_what_is_kept_names_the_communes_to_choose_from_and_the_group():
    lieu = lire("dans la communauté de communes du pays de Gex", "commune").en_json()["lieu"]
    assert lieu["ambigu"] and "Gex" in lieu["groupe"]["nom"]
    assert lieu["groupe"]["communes"] == len(lieu["communes"])


def test_a_commune_named_by_its_old_name_says_so():
    lieu = lire("à Châtillon-en-Michaille").lieu
    assert lieu is not None and lieu.certaine is not None
    assert lieu.certaine.ancien_nom == "Châtillon-en-Michaille"


def test_a_reading_keeps_how_sure_it_is_what_it_doubts_and_each_recruitment():
    lecture = Lecture(
        (Mention("effectif", 45, 0, 2, confiance=0.8),),
        doutes=(Mention("duree_mois", 12, 5, 9, confiance=0.4),),
        recrutements=({"contrat": "cdi"}, {"contrat": "alternance"}),
    )
    assert Lecture.depuis_json(json.loads(json.dumps(lecture.en_json()))) == lecture
    assert "confiance" not in Mention("effectif", 45, 0, 2).en_json()


@pytest.mark.parametrize(
    ("texte", "derniere"),
    [
        ("on s'est déjà parlé en 2019", "date_diplome"),
        ("mon numéro de dossier est 4512", "effectif"),
        ("et si jamais ça commence en janvier 2024", "date_debut"),
    ],
)
def test_only_what_corrects_or_stands_alone_is_another_value_of_the_last_fact(
    texte: str, derniere: str
):
    assert derniere not in lire(texte, derniere=derniere, connus=[derniere]).faits


@pytest.mark.parametrize("texte", ["60", "finalement 60", "60 !"])
def test_what_corrects_or_stands_alone_is_another_value_of_the_last_fact(texte: str):
    lecture = lire(texte, derniere="effectif", connus=["effectif"])
    assert (lecture.faits["effectif"], lecture.derniere) == (60, "effectif")


@pytest.mark.parametrize(
    "texte", ["au final on a aussi un stagiaire", "en fait, je vous ai lus dans un article de 2019"]
)
def test_a_word_that_corrects_makes_no_fact_of_what_is_unlikely(texte: str):
    connus = ["contrat", "date_diplome", "commune"]
    assert set(lire(texte, connus=connus).faits) <= {"profil", "effectif"}


def test_a_place_that_is_denied_is_not_asked_back():
    assert lire("c'est pas à Lyon le poste, combien touche le jeune ?").evoque is None
    assert lire("combien touche-t-on à Oyonnax ?").evoque is not None
