"""The reading and the verdict that the assistant kept with a turn: shown, never made again."""

from __future__ import annotations

from typing import Any

import pytest

from console import words
from tests.console.evenements import (
    ELIGIBLE,
    LYON,
    OYONNAX,
    SAINT_DENIS,
    abandonnee,
    annonce,
    dit,
    eligible,
    ouverture,
    reste,
    slot,
    slots,
    verdict,
)
from tests.console.lues import lire, une
from vte.conversation import SLOT
from vte.lecture import CommuneLue, GroupeLu, Lecture, LieuLu, Mention


def test_an_answer_that_comes_after_an_hour_was_read_for_the_question_it_answers():
    """A session opens before it, which has put no question; the channel gave the one before."""
    _, seconde = lire(
        *abandonnee(cle="effectif"),
        *ouverture("Vous revoilà", commune=OYONNAX),
        dit("45", question="effectif", effectif=45),
        slot("effectif", 45),
    )
    assert [(t.posee, t.repondue) for t in seconde.tours] == [("effectif", True)]


def test_the_facts_shown_are_those_of_the_reading_and_not_of_rasa_s_entities():
    e = dit("12", question="duree_mois", duree_mois=12)
    e["parse_data"]["entities"] = [{"entity": "effectif", "value": 12}]
    lus = [{"cle": "duree_mois", "valeur": 12, "place": [0, 2]}]
    assert une(*ouverture(), e).tours[0].faits == lus


def test_a_button_says_the_facts_that_it_carries():
    charge = dit('/informer{"contrat":"cdi"}', confiance=1.0, contrat="cdi")
    assert "lecture" not in charge["parse_data"]
    assert une(*ouverture(), charge).tours[0].faits == [{"cle": "contrat", "valeur": "cdi"}]


PAS_SURE = "on est 45, avec 9 apprentis"
PAS_SUR_LUE = Lecture(
    (Mention("effectif", 45, 7, 9, confiance=0.97),),
    doutes=(Mention("duree_mois", 9, 16, 17, confiance=0.5),),
)


def test_each_fact_says_where_it_is_said_and_how_sure_it_is():
    (tour,) = une(*ouverture(), dit(PAS_SURE, lue=PAS_SUR_LUE)).tours
    assert tour.faits == [{"cle": "effectif", "valeur": 45, "place": [7, 9], "confiance": 0.97}]


def test_a_doubt_is_kept_whether_or_not_it_was_asked_back():
    doute = {"cle": "duree_mois", "valeur": 9, "place": [16, 17], "confiance": 0.5}
    (tour,) = une(*ouverture(), dit(PAS_SURE, lue=PAS_SUR_LUE)).tours
    assert tour.doutes == [doute]
    (tour,) = une(
        *ouverture(), dit(PAS_SURE, lue=PAS_SUR_LUE), reste(doute={"duree_mois": 9})
    ).tours
    assert tour.doutes == [doute | {"demande": True}]


def test_a_sure_fact_that_contradicts_what_is_known_is_asked_back_too():
    (tour,) = une(*ouverture(), dit(PAS_SURE, lue=PAS_SUR_LUE), reste(doute={"effectif": 45})).tours
    assert [d["cle"] for d in tour.doutes if d.get("demande")] == ["effectif"]
    assert tour.doutes[-1] == tour.faits[0] | {"demande": True}


def test_a_doubt_is_of_the_turn_that_asks_it_and_not_of_the_next():
    lue = une(
        *ouverture(),
        dit(PAS_SURE, lue=PAS_SUR_LUE),
        reste(doute={"duree_mois": 9}),
        dit("non"),
        reste(question="effectif"),
    )
    assert [bool(t.doutes) for t in lue.tours] == [True, False]


def test_a_bare_value_says_which_fact_it_was_read_to_correct():
    reponse = Lecture((Mention("effectif", 60, 11, 13),), derniere="effectif")
    (tour,) = une(*ouverture(), dit("finalement 60", lue=reponse)).tours
    assert tour.derniere == "effectif"


def test_a_place_that_may_be_several_says_where_it_is_said():
    dite = Lecture(lieu=SAINT_DENIS, place=(2, 13))
    (tour,) = une(*ouverture(), dit("à Saint-Denis", lue=dite)).tours
    assert tour.lieu["place"] == [2, 13]


def test_a_place_that_is_certain_is_a_fact_and_no_doubt():
    certaine = LieuLu(SAINT_DENIS.resultats[:1])
    (tour,) = une(*ouverture(), dit("à Saint-Denis, 974", lieu=certaine)).tours
    assert tour.lieu == {}


def test_of_a_group_of_many_communes_a_few_are_kept_and_the_others_counted():
    groupe = GroupeLu("epci", "1", "CC du Bugey", 12, 12)
    douze = tuple(CommuneLue(f"010{n:02}", f"Ville {n}", "01") for n in range(12))
    dite = dit("dans le Bugey", lieu=LieuLu(douze, ambigu=True, groupe=groupe))
    (tour,) = une(*ouverture(), dite).tours
    assert (len(tour.lieu["communes"]), tour.lieu["autres"]) == (8, 4)
    dits = words.lieu(tour.lieu)
    assert dits.startswith("CC du Bugey\u00a0: Ville 0 (01), ")
    assert dits.endswith("Ville 7 (01) et 4\u00a0autres communes")


def test_the_verdict_of_a_turn_is_the_one_that_the_assistant_kept():
    lue = une(*eligible())
    garde = lue.tours[0].verdict
    assert garde is not None and garde.detail == verdict(**ELIGIBLE)
    assert (garde.statut, garde.bareme) == ("eligible", "vte-2019-2022")
    assert lue.statut == "eligible" and lue.delai_verdict == lue.tours[0].delai
    assert lue.liste == "2020-10"


def test_a_verdict_that_today_s_rules_would_not_give_is_kept_as_it_was():
    """A barème that is no longer there, a status that this dossier would not get."""
    ancien = verdict(**ELIGIBLE) | {"statut": "non_eligible", "bareme": {"id": "vte-1999"}}
    lue = une(*ouverture(), dit("x", **ELIGIBLE), *slots(**ELIGIBLE), reste(verdict=ancien))
    garde = lue.tours[0].verdict
    assert garde is not None and (garde.statut, garde.bareme) == ("non_eligible", "vte-1999")
    assert garde.detail == ancien and lue.statut == "non_eligible"


def test_a_dossier_that_can_no_longer_be_read_keeps_the_verdict_that_was_given():
    disparue = {"code": "99999", "nom": "?", "departement": "?"}
    refus = verdict(commune=LYON)
    lue = une(*ouverture(), dit("x"), slot("commune", disparue), reste(verdict=refus))
    garde = lue.tours[0].verdict
    assert garde is not None and (garde.statut, garde.detail) == ("non_eligible", refus)


def test_a_turn_that_leaves_the_verdict_as_it_was_decides_nothing():
    lue = une(*eligible(), dit("merci", "remercier"), annonce(**ELIGIBLE))
    assert lue.tours[1].verdict is None and lue.statut == "eligible"


def test_after_a_correction_that_leaves_the_dossier_incomplete_the_status_is_incomplete():
    """It was that of the verdict announced before: « non éligible » for what had become unknown."""
    sans_commune = {cle: v for cle, v in ELIGIBLE.items() if cle != "commune"}
    incomplet = verdict(**sans_commune)
    lue = une(
        *eligible(),
        dit("finalement c'est à Saint-Denis", lieu=SAINT_DENIS),
        slot("commune", None),
        reste(question="commune_choix", annonce={"statut": "eligible"}, verdict=incomplet),
        dit("grmblf", "hors_sujet", question="commune_choix"),
        reste(question="commune_choix", echecs=1, verdict=incomplet),
    )
    assert [t.verdict and t.verdict.statut for t in lue.tours] == ["eligible", "incomplet", None]
    assert lue.statut == "incomplet"


AVANT_LA_DECISION_13 = (
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
    slot("montant_vte", "4 000 €"),
    {
        "event": "user",
        "text": "on est 45",
        "input_channel": "web",
        "parse_data": {
            "intent": {"name": "informer", "confidence": 0.9},
            "entities": [{"entity": "effectif", "value": 45, "extractor": "LecteurDeFaits"}],
        },
    },
    {"event": "active_loop", "name": "dossier_form"},
    slot("effectif", 45),
    slot("passees", ["commune"]),
    slot("annonce", {"statut": "incomplet", "obstacles": [], "aides": {"vte": "ouverte"}}),
    slot("requested_slot", "contrat"),
    {"event": "active_loop", "name": None},
)


def test_a_conversation_of_before_the_forms_were_left_is_read_without_its_verdict():
    lue = une(*AVANT_LA_DECISION_13)
    (tour,) = lue.tours
    assert (tour.texte, tour.faits) == ("on est 45", [{"cle": "effectif", "valeur": 45}])
    assert lue.dossier == {"effectif": 45} and (lue.statut, lue.question) == ("", "")


def test_a_conversation_that_began_before_goes_on_with_what_is_kept_now():
    lue = une(*AVANT_LA_DECISION_13, *eligible()[len(ouverture()) :])
    assert [bool(t.verdict) for t in lue.tours] == [False, True] and lue.statut == "eligible"


@pytest.mark.parametrize(
    "lecture", [None, [], "?", {"mentions": [{}]}, {"lieu": {}}, {"lieu": {"communes": [[1]]}}]
)
def test_a_reading_that_another_version_wrote_is_no_error(lecture: Any):
    e = dit("on est 45")
    e["parse_data"] |= {"lecture": lecture, "entities": [{"entity": "effectif", "value": 45}]}
    assert une(*ouverture(), e).tours[0].texte == "on est 45"


@pytest.mark.parametrize("valeur", ["?", [], {"verdict": "?"}, {"verdict": {"bareme": None}}])
def test_what_the_slot_of_the_conversation_holds_amiss_is_no_error(valeur: Any):
    assert une(*ouverture(), dit("un"), slot(SLOT, valeur)).statut == ""
