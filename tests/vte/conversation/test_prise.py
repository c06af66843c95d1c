"""Which facts of a message are taken, which one is asked back, and which are left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import Message
from vte.lecture import lire
from vte.lecture.choix import CHOIX

FAQ = "faq/montant"
ALTERNANCE = {"commune": "01283", "effectif": 45, "contrat": "apprentissage"}


def demande(personne: Personne) -> Any:
    """What is asked back: the key and the value."""
    return personne.etat.doute


def test_a_fact_of_an_unknown_key_is_taken_even_if_it_is_not_the_surest():
    personne = Personne()
    personne.dit("on est 45", lecture=lue(effectif=(45, 0.7)))
    assert personne.sait["effectif"] == 45 and demande(personne) is None


def test_a_known_fact_is_replaced_by_a_value_that_is_sure():
    personne = Personne(effectif=45)
    personne.dit("nous sommes 300", lecture=lue(effectif=(300, 0.995)))
    assert personne.sait["effectif"] == 300


def test_what_the_refusal_rests_on_is_replaced_by_what_is_said_of_it():
    """« Alors 12 mois », after « le contrat dure 8 mois » was what refused."""
    personne = Personne(**ELIGIBLE)
    personne.dit("8 mois", lecture=lue(duree_mois=(8, 0.999)))
    assert personne.etat.verdict and personne.etat.verdict["statut"] == "non_eligible"
    personne.dit("d'accord, alors 12 mois", lecture=lue(duree_mois=(12, 0.9)))
    assert personne.sait["duree_mois"] == 12


def test_a_known_fact_is_not_replaced_by_a_value_that_is_not_sure():
    personne = Personne(effectif=45, commune="01283")
    personne.dit("avec 300 clients", lecture=lue(effectif=(300, 0.7)))
    assert personne.sait["effectif"] == 45 and demande(personne) == {"effectif": 300}


@pytest.mark.parametrize("texte", ["en fait, 300", "non, 300", "pardon, on est 300", "plutôt 300"])
def test_a_correction_replaces_a_known_fact(texte: str):
    personne = Personne(effectif=45)
    personne.dit(texte, lecture=lue(effectif=(300, 0.9)))
    assert personne.sait["effectif"] == 300


def test_an_answer_replaces_what_its_own_question_asked():
    personne = Personne(effectif=45)
    personne.presse("informer", a_modifier="effectif")
    personne.dit("300", lecture=lue(effectif=(300, 0.9)))
    assert personne.sait["effectif"] == 300


def test_a_size_that_disagrees_with_the_head_count_known_is_asked_back_unless_it_is_sure():
    personne = Personne(effectif=45)
    personne.dit("une ETI du coin", lecture=lue(taille=(("eti"), 0.6)))
    assert demande(personne) == {"taille": "eti"} and personne.etat.question == "effectif"
    personne.dit("nous sommes une ETI", lecture=lue(taille="eti"))
    assert personne.sait == {"taille": "eti"}


def test_a_doubtful_fact_is_never_taken():
    personne = Personne()
    personne.dit("peut-être 9001", lecture=lue({"effectif": 9001}))
    assert personne.sait == {} and demande(personne) == {"effectif": 9001}


def test_values_are_asked_back_one_after_the_other_the_likeliest_first():
    personne = Personne()
    doutes = {"effectif": (45, 0.4), "duree_mois": (18, 0.6)}
    dites = personne.dit("18 pour 45", lecture=lue(doutes))
    assert dites == ["utter_doute_duree_mois"]
    assert demande(personne) == {"duree_mois": 18, "effectif": 45}
    assert personne.dit("oui", "affirmer", lecture=lue())[-1] == "utter_doute_effectif"
    assert personne.sait == {"duree_mois": 18} and demande(personne) == {"effectif": 45}


def test_the_next_value_is_asked_back_after_a_no_too():
    personne = Personne()
    personne.dit("18 pour 45", lecture=lue({"effectif": (45, 0.4), "duree_mois": (18, 0.6)}))
    assert personne.dit("non", "nier", lecture=lue()) == [
        "utter_doute_ecarte",
        "utter_doute_effectif",
    ]
    assert demande(personne) == {"effectif": 45}


def test_what_waits_to_be_asked_back_is_dropped_once_it_is_said():
    personne = Personne()
    personne.dit("18 pour 45", lecture=lue({"effectif": (45, 0.4), "duree_mois": (18, 0.6)}))
    personne.dit("oui, et on est 60", "informer", lecture=lue(effectif=60))
    assert (
        personne.sait == {"duree_mois": 18, "effectif": 60, "taille": "pme"}
        and demande(personne) is None
    )


def test_the_doubt_that_answers_the_open_question_comes_first():
    personne = Personne({"question": "effectif"}, commune="01283")
    personne.dit("18 pour 45", lecture=lue({"duree_mois": (18, 0.45), "effectif": (45, 0.4)}))
    assert demande(personne) == {"effectif": 45, "duree_mois": 18}


def test_a_doubt_about_what_is_known_already_is_dropped():
    personne = Personne(effectif=45)
    personne.dit("toujours 45", "nlu_fallback", lecture=lue({"effectif": 45}))
    assert demande(personne) is None


def test_a_doubt_about_a_key_that_is_of_no_use_is_dropped():
    en_alternance = Personne(**ALTERNANCE)
    en_alternance.dit("en 2019", lecture=lue({"date_diplome": "2019-01-01"}))
    refuse = Personne(contrat="stage")
    refuse.dit("à Lyon", lecture=lue({"commune": "69123"}))
    qui = Personne()
    qui.dit("moi", lecture=lue({"profil": "candidat"}))
    assert [demande(p) for p in (en_alternance, refuse, qui)] == [None] * 3


def test_a_place_that_is_to_be_chosen_is_asked_once():
    personne = Personne()
    lecture = replace(lire("un poste à Saint-Denis"), doutes=lue({"commune": "93066"}).doutes)
    personne.dit("un poste à Saint-Denis", lecture=lecture)
    assert demande(personne) is None and personne.etat.question == "commune_choix"


def test_a_doubt_that_no_dossier_can_hold_is_dropped():
    personne = Personne()
    personne.dit("999999999", lecture=lue({"effectif": 999_999_999}))
    assert demande(personne) is None


def test_after_a_refusal_a_doubt_about_the_fact_that_refuses_is_asked_first():
    personne = Personne(contrat="stage")
    personne.dit("un CDI peut-être", lecture=lue({"contrat": "cdi"}))
    assert demande(personne) == {"contrat": "cdi"} and personne.etat.annonce is None


def test_the_same_level_held_and_prepared_is_asked_and_the_one_held_is_in_doubt():
    personne = Personne(**ALTERNANCE)
    lecture = lue(niveau_obtenu=3, niveau_prepare=3)
    personne.dit("elle est en licence", lecture=lecture)
    assert personne.sait["niveau_prepare"] == 3 and "niveau_obtenu" not in personne.sait
    assert demande(personne) == {"niveau_obtenu": 3}


def test_the_same_level_said_later_is_asked_with_what_it_goes_ill_with():
    personne = Personne({"question": "niveau_prepare"}, **ALTERNANCE, niveau_obtenu=3)
    dites = personne.dit("une licence", lecture=lue(niveau_prepare=3))
    assert dites == ["utter_doute_avant", "utter_doute_niveau_prepare"]
    assert personne.textes[0] == "J'avais noté\u00a0: diplôme obtenu\u00a0: un bac+3."
    assert demande(personne) == {"niveau_prepare": 3}


def test_a_diploma_prepared_below_the_one_held_is_asked():
    personne = Personne(**ALTERNANCE, niveau_obtenu=5)
    personne.dit("il prépare un BTS", lecture=lue(niveau_prepare=2))
    assert demande(personne) == {"niveau_prepare": 2}


def test_a_button_that_contradicts_what_is_known_is_asked_too():
    personne = Personne({"question": "niveau_prepare"}, **ALTERNANCE, niveau_obtenu=3)
    personne.presse("informer", niveau_prepare=3)
    assert demande(personne) == {"niveau_prepare": 3}


def test_a_diploma_that_is_held_and_comes_after_the_start_is_asked():
    connus = ELIGIBLE | {"date_diplome": None}
    personne = Personne({"question": "date_diplome"}, **connus)
    personne.dit("juin 2022", lecture=lue(date_diplome="2022-06-01"))
    assert demande(personne) == {"date_diplome": "2022-06-01"}
    personne.dit("oui", "affirmer", lecture=lue())
    assert personne.dites[:2] == ["utter_note", "utter_verdict_a_confirmer"]


def test_a_diploma_after_the_start_of_an_alternance_is_no_contradiction():
    personne = Personne(**ALTERNANCE, niveau_obtenu=2, date_debut="2021-09-01")
    personne.dit("diplômé en 2022", lecture=lue(date_diplome="2022-06-01"))
    assert demande(personne) is None


def test_a_size_and_a_head_count_that_disagree_in_one_message_are_asked():
    personne = Personne()
    personne.dit("une ETI de 45 personnes", lecture=lue(taille="eti", effectif=45))
    assert personne.sait == {"effectif": 45, "taille": "pme"}
    assert demande(personne) == {"taille": "eti"}
    personne.choisit("Oui")
    assert personne.sait == {"taille": "eti"}


def test_a_length_beside_a_cdi_is_asked_and_not_swallowed():
    personne = Personne()
    personne.dit("un CDI de 18 mois", lecture=lue(contrat="cdi", duree_mois=18))
    assert personne.sait == {"contrat": "cdi"} and demande(personne) == {"duree_mois": 18}
    personne.choisit("Oui")
    assert personne.sait == {"duree_mois": 18} and "contrat" not in personne.sait


def test_a_contract_that_is_changed_takes_its_length_with_it_without_a_question():
    personne = Personne(contrat="cdd", duree_mois=18)
    personne.dit("finalement un CDI", lecture=lue(contrat="cdi"))
    assert personne.sait == {"contrat": "cdi"} and demande(personne) is None


def test_a_question_about_the_rules_is_answered_then_the_doubt_is_asked_back():
    personne = Personne()
    dites = personne.dit("c'est combien à Lyon ?", "faq", FAQ, lecture=lue({"commune": "69123"}))
    assert dites == ["utter_faq/montant", "utter_doute_commune"]


def test_a_greeting_is_given_back_before_the_doubt():
    personne = Personne()
    dites = personne.dit("bonjour, 9001", "saluer", lecture=lue({"effectif": 9001}))
    assert dites == ["utter_saluer", "utter_doute_effectif"]


@pytest.mark.parametrize("intent", ["nlu_fallback", "ne_sait_pas", "nier", "demander_aides"])
def test_a_message_with_a_doubt_is_understood(intent: str):
    personne = Personne()
    dites = personne.dit("peut-être 9001", intent, lecture=lue({"effectif": 9001}))
    assert dites == ["utter_doute_effectif"] and personne.etat.echecs == 0


def test_i_do_not_know_exactly_asks_the_value_back_and_passes_nothing():
    personne = Personne({"question": "effectif"}, commune="01283")
    personne.dit("une quarantaine, je ne sais pas", "ne_sait_pas", lecture=lue({"effectif": 40}))
    assert demande(personne) == {"effectif": 40} and personne.etat.entretien.passees == ()


def test_what_is_tried_may_be_in_doubt_since_nothing_is_taken():
    personne = Personne(**ELIGIBLE)
    dites = personne.dit("et si c'était 8 ?", "comparer", lecture=lue({"duree_mois": 8}))
    assert dites[0] == "utter_et_si_non_eligible" and personne.sait["duree_mois"] == 18


def test_another_place_that_is_mentioned_does_not_take_the_known_commune_away():
    """« Notre fournisseur est à Saint-Denis »: of several communes one would have to choose."""
    personne = Personne(**ELIGIBLE)
    lecture = replace(lire("un poste à Saint-Denis"), mentions=())
    personne.dit("notre fournisseur est à Saint-Denis", lecture=lecture)
    assert personne.sait["commune"]["code"] == "01283" and personne.etat.question != CHOIX


def test_who_is_known_to_speak_changes_only_for_who_says_who_they_are():
    personne = Personne(profil="entreprise")
    personne.dit("mon fournisseur est à Vierzon", lecture=lue(profil=("candidat", 0.99)))
    assert personne.sait["profil"] == "entreprise"
    personne.dit("non, je suis la candidate", lecture=lue(profil=("candidat", 0.95)))
    assert personne.sait["profil"] == "candidat"


def test_a_contract_said_more_precisely_needs_no_confirmation():
    personne = Personne(contrat="alternance", commune="01283")
    personne.dit("c'est un apprentissage", lecture=lue(contrat=("apprentissage", 0.8)))
    assert personne.sait["contrat"] == "apprentissage" and demande(personne) is None


def test_a_correction_that_is_hardly_likely_is_asked_back():
    personne = Personne(**ELIGIBLE)
    personne.dit("finalement le tuteur a un doctorat", lecture=lue(niveau_obtenu=(8, 0.7)))
    assert personne.sait["niveau_obtenu"] == 5


def test_what_is_likely_of_an_unknown_key_is_noted_aloud_in_the_course_of_a_conversation():
    personne = Personne(commune="01283")
    dites = personne.dit("on est 18 ici, c'est grave ?", lecture=lue({"effectif": (18, 0.6)}))
    assert personne.sait["effectif"] == 18 and demande(personne) is None
    assert dites[0] == "utter_doute_retenu" and "18" in personne.textes[0]


def test_it_is_asked_back_in_an_opening_where_anything_may_be_told():
    personne = Personne(profil="entreprise")
    personne.dit("on est 18 ici, c'est grave ?", lecture=lue({"effectif": (18, 0.6)}))
    assert demande(personne) == {"effectif": 18}


def test_it_is_asked_back_where_it_would_refuse():
    personne = Personne(commune="01283")
    personne.dit("le groupe fait 9001", lecture=lue({"effectif": (9001, 0.9)}))
    assert demande(personne) == {"effectif": 9001}


def test_what_is_likely_is_noted_without_a_question_where_no_answer_rests_on_it():
    """Refused already: a question would be of no use, and what was said is not lost."""
    personne = Personne(contrat="stage")
    personne.dit("on est 18 par ici", lecture=lue({"effectif": (18, 0.76)}))
    assert personne.sait["effectif"] == 18 and demande(personne) is None
    assert "18" in personne.textes[0]


@pytest.mark.parametrize(
    ("cle", "valeur", "sur"),
    [("commune", "69123", 0.9), ("effectif", 9001, 0.9), ("effectif", 18, 0.4)],
)
def test_what_would_refuse_too_or_is_less_likely_is_not(cle: str, valeur: Any, sur: float):
    personne = Personne(contrat="stage")
    personne.dit("par ici", lecture=lue({cle: (valeur, sur)}))
    assert cle not in personne.sait


def test_a_likely_answer_to_the_open_question_is_asked_back_even_beside_a_refusal():
    personne = Personne({"question": "commune"}, effectif=45)
    lecture = lue({"commune": ("69123", 0.5)}, date_debut="2027-01-04")
    assert personne.dit("à Lyon, le 4 janvier 2027", lecture=lecture)[-1] == "utter_doute_commune"


@pytest.mark.parametrize("texte", ["non c'est 18 mois pardon", "on décale à 18 mois"])
def test_a_correction_of_one_value_needs_no_question(texte: str):
    personne = Personne(contrat="cdd", duree_mois=10)
    dites = personne.dit(texte, lecture=lue({"duree_mois": (18, 0.65)}))
    assert personne.sait["duree_mois"] == 18 and dites[0] == "utter_corrige"


def test_a_correction_that_may_be_of_two_values_is_asked_back():
    personne = Personne(contrat="cdd", duree_mois=10, effectif=45)
    doutes = {"duree_mois": (18, 0.65), "effectif": (60, 0.65)}
    personne.dit("non 18 et 60", lecture=lue(doutes))
    assert personne.sait["duree_mois"] == 10 and personne.sait["effectif"] == 45


def test_a_signing_day_in_doubt_is_that_before_the_contract_begins():
    personne = Personne(contrat="apprentissage", date_debut="2026-09-14")
    personne.dit("signé le 2 septembre", lecture=lue({"date_conclusion": "2027-09-02"}))
    assert (personne.etat.doute or {}).get("date_conclusion") in (None, "2026-09-02")


def test_the_day_of_a_month_that_is_known_says_more_and_is_taken():
    personne = Personne(contrat="cdi", date_debut="2021-09-01")
    personne.dit("à partir du 13 septembre", lecture=lue(date_debut=("2021-09-13", 0.9)))
    assert personne.sait["date_debut"] == "2021-09-13" and demande(personne) is None


def test_another_month_is_asked_back():
    personne = Personne(contrat="cdi", date_debut="2021-09-01")
    personne.dit("à partir du 13 octobre", lecture=lue(date_debut=("2021-10-13", 0.9)))
    assert personne.sait["date_debut"] == "2021-09-01"


@pytest.mark.parametrize("intent", ["expliquer_question", "recapituler"])
def test_a_fact_stated_in_what_resembles_an_order_is_taken(intent: str):
    personne = Personne({"question": "contrat"}, commune="01283")
    personne.dit("je vous réponds mais allez au but, CDI", intent, lecture=lue(contrat="cdi"))
    assert personne.sait["contrat"] == "cdi"


def test_a_fact_stated_between_two_topics_needs_no_choice():
    personne = Personne({"question": "niveau_obtenu"}, contrat="cdi")
    message = Message(
        "1 400 sur le site", "faq", lue(effectif=1400), sujet="faq/montant", hesite=("a", "b")
    )
    personne.joue(message)
    assert personne.sait["effectif"] == 1400


def test_a_date_of_no_diploma_that_is_known_is_asked_back():
    """« Embauché en mars 2023, il sortait de l'école »."""
    personne = Personne(commune="01283")
    personne.dit("embauché en mars 2023", lecture=lue({"date_diplome": ("2023-03-01", 0.8)}))
    assert "date_diplome" not in personne.sait


@pytest.mark.parametrize("texte", ["le diplôme c'est juin 2021", "la date du diplôme est de 2021"])
def test_who_names_what_the_value_is_of_corrects_it(texte: str):
    personne = Personne(commune="01283", contrat="cdi", niveau_obtenu=5, date_diplome="2020-06-01")
    dites = personne.dit(texte, lecture=lue(date_diplome=("2021-06-01", 0.9)))
    assert personne.sait["date_diplome"] == "2021-06-01" and dites[0] == "utter_corrige"


def test_a_contract_said_more_precisely_corrects_nothing():
    personne = Personne(contrat="alternance", commune="01283", duree_mois=12)
    dites = personne.dit("un contrat pro à Vitré", lecture=lue(contrat="professionnalisation"))
    assert dites[0] == "utter_note"
