"""A turn: what a message changes, what is said of it, and what is asked next."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue

OYONNAX = "01283"
FAQ = "faq/montant"


def question_ouverte(cle: str, **autres: object) -> dict[str, object]:
    return {"question": cle, **autres}


def test_several_facts_are_noted_and_the_rules_ask_the_next():
    personne = Personne()
    personne.dit("on est 45 à Oyonnax, en CDD de 18 mois")
    assert personne.sait["effectif"] == 45 and personne.sait["taille"] == "pme"
    assert personne.sait["commune"]["code"] == OYONNAX
    assert (personne.sait["contrat"], personne.sait["duree_mois"]) == ("cdd", 18)
    assert personne.etat.question == "date_debut"


@pytest.mark.parametrize(
    ("question", "texte", "su"),
    [("effectif", "45", {"effectif": 45}), ("duree_mois", "18", {"duree_mois": 18})],
)
def test_a_bare_number_answers_the_open_question(question: str, texte: str, su: dict[str, int]):
    personne = Personne(question_ouverte(question))
    personne.dit(texte)
    assert su.items() <= personne.sait.items()


def test_a_bare_number_is_no_head_count_while_the_contract_is_asked():
    personne = Personne(question_ouverte("contrat"))
    personne.dit("45")
    assert "effectif" not in personne.sait


def test_homonyms_are_kept_for_a_choice_that_words_settle():
    personne = Personne()
    personne.dit("un poste à Saint-Denis")
    assert personne.etat.question == "commune_choix"
    assert len(personne.etat.entretien.possibles) == 4 and "commune" not in personne.sait
    personne.dit("celle du Gard")
    assert personne.sait["commune"]["departement"] == "30"
    assert personne.etat.entretien.possibles == ()


def test_who_is_speaking_is_heard_and_the_question_stays_open():
    """« J'aimerais être candidat » was answered « je n'ai pas reconnu de commune »."""
    personne = Personne(question_ouverte("commune"))
    dites = personne.dit("j'aimerais être candidat")
    assert personne.etat.echecs == 0 and personne.sait == {"profil": "candidat"}
    assert not any("pas_compris" in dite for dite in dites)


def test_i_do_not_know_passes_the_question():
    personne = Personne(question_ouverte("commune"))
    personne.dit("je ne sais pas", "ne_sait_pas")
    assert personne.etat.entretien.passees == ("commune",)
    assert personne.etat.question == "effectif"


def test_the_payload_of_a_button_is_a_fact():
    personne = Personne(question_ouverte("contrat"))
    personne.presse("informer", contrat="cdi")
    assert personne.sait["contrat"] == "cdi"


@pytest.mark.parametrize(
    "intent",
    ["saluer", "remercier", "au_revoir", "insulter", "prendre_des_nouvelles", "parler_a_quelqu_un"],
)
def test_a_courtesy_gets_a_word_back_and_the_question_again(intent: str):
    personne = Personne(question_ouverte("effectif"), commune=OYONNAX)
    assert personne.dit("ah", intent) == [f"utter_{intent}", "utter_demander_effectif"]
    assert personne.etat.question == "effectif"


def test_a_courtesy_while_nothing_is_asked_asks_nothing():
    assert Personne(commune=OYONNAX).dit("bonjour", "saluer") == ["utter_saluer"]


def test_a_button_that_declines_does_not_answer_the_open_question():
    """« Non, garder » was answered « je n'ai pas reconnu de diplôme »."""
    personne = Personne(question_ouverte("effectif"), commune=OYONNAX)
    assert personne.presse("nier") == ["utter_nier", "utter_demander_effectif"]


def test_an_answer_before_a_question_is_taken():
    personne = Personne(question_ouverte("effectif"))
    personne.dit("45, et c'est quoi le montant ?", "faq", FAQ)
    assert personne.sait["effectif"] == 45


@pytest.mark.parametrize(
    "texte",
    ["un stage est-il accepté ?", "un stage, c'est possible ?", "et en apprentissage ?"],
)
@pytest.mark.parametrize("question", ["contrat", "effectif"])
def test_a_general_question_is_no_statement(texte: str, question: str):
    personne = Personne(question_ouverte(question))
    personne.dit(texte, "faq", FAQ, lecture=lue())
    assert personne.dites[0] == "utter_faq/montant" and personne.sait == {}


def test_a_question_with_a_fact_is_answered_and_the_fact_taken():
    personne = Personne(question_ouverte("effectif"))
    lecture = lue(commune=OYONNAX)
    assert personne.dit("et combien pour le poste d'Oyonnax ?", "faq", FAQ, lecture=lecture) == [
        "utter_faq/montant",
        "utter_note",
        "utter_demander_effectif",
    ]
    assert personne.sait["commune"]["code"] == OYONNAX


def test_a_place_that_is_asked_about_is_asked_back_and_opens_the_interview():
    personne = Personne()
    dites = personne.dit("combien touche-t-on à Oyonnax ?", "faq", FAQ)
    assert dites == ["utter_faq/montant", "utter_doute_commune"]
    assert personne.sait == {}
    personne.dit("oui", "affirmer")
    assert personne.sait["commune"]["code"] == OYONNAX


def test_a_question_that_states_nothing_only_gets_its_answer():
    personne = Personne()
    dites = personne.dit("combien pour un apprenti ?", "faq", FAQ, lecture=lue())
    assert dites == ["utter_faq/montant"]
    assert personne.sait == {} and personne.etat.question is None


def test_what_is_said_back_is_more_than_the_bare_answer():
    assert Personne(question_ouverte("effectif")).dit("45") == ["utter_demander_commune"]
    assert Personne(question_ouverte("effectif")).dit("45 à Oyonnax")[0] == "utter_note"


def test_a_correction_says_what_it_replaces():
    personne = Personne(question_ouverte("contrat"), effectif=45)
    assert personne.dit("en fait on est 300")[0] == "utter_corrige"
    assert (personne.sait["effectif"], personne.sait["taille"]) == (300, "eti")
    assert personne.valeurs("utter_corrige") == {
        "faits": "300\u00a0personnes",
        "anciens": "45\u00a0personnes",
    }


def test_a_bare_correction_changes_what_was_said_last():
    personne = Personne(**ELIGIBLE)
    personne.dit("on est 6000")
    personne.dit("pardon, 60")
    assert personne.sait["effectif"] == 60


def test_a_year_alone_is_said_to_be_counted_from_its_first_day():
    personne = Personne(question_ouverte("date_diplome"))
    assert "utter_annee_seule" in personne.dit("en 2020")
    assert personne.sait["date_diplome"] == "2020-01-01"


def test_one_failure_says_what_would_be_read_two_explain_three_offer_a_way_out():
    personne = Personne(question_ouverte("effectif"), commune=OYONNAX)
    entendues = [personne.dit("bof", "nlu_fallback")[:2] for _ in range(3)]
    assert entendues[0][0] == "utter_pas_compris_effectif"
    assert entendues[1] == ["utter_pas_compris_encore", "utter_explique_effectif"]
    assert entendues[2] == ["utter_pas_compris_laisser"]
    assert personne.etat.question == "effectif"
    personne.dit("45")
    assert personne.etat.echecs == 0


def test_an_unclear_question_while_another_is_open_is_told_what_it_may_be_not_what_is_expected():
    personne = Personne(question_ouverte("date_debut"), commune=OYONNAX)
    dites = personne.dit("et la limite du bidule ?", "nlu_fallback", sens=(FAQ,), lecture=lue())
    assert dites[:2] == ["utter_ask_affirmation", "utter_demander_effectif"]


def test_an_unclear_message_is_asked_about_then_to_be_said_otherwise_then_a_person_is_offered():
    personne = Personne()
    dites = [personne.dit("bof", "nlu_fallback", sens=(FAQ,))[0] for _ in range(3)]
    assert dites == ["utter_ask_affirmation", "utter_ask_rephrase", "utter_pas_compris"]


def test_what_an_unclear_message_may_have_meant_is_proposed_by_buttons():
    personne = Personne()
    personne.dit("bof", "nlu_fallback", sens=(FAQ, "informer", "demander_aides"))
    boutons = personne.paroles[0].boutons
    assert [b.title for b in boutons] == ["Le montant", "Vérifier mes droits"]
    assert boutons[1].payload == "/demander_aides"


def test_who_is_speaking_alone_is_understood_and_the_interview_goes_on():
    personne = Personne()
    dites = personne.dit("moi je suis étudiante", "nlu_fallback")
    assert personne.sait == {"profil": "candidat"} and dites == ["utter_demander_contrat"]


def test_a_message_of_no_known_kind_is_never_met_with_silence():
    assert Personne().dit("…", "") == ["utter_pas_compris"]


def test_nothing_is_proposed_when_nothing_is_likely():
    assert Personne().dit("bof", "nlu_fallback") == ["utter_ask_rephrase"]


def test_out_of_scope_says_so_and_the_question_comes_back():
    personne = Personne(question_ouverte("effectif"), commune=OYONNAX)
    assert personne.dit("quelle heure est-il", "hors_sujet") == [
        "utter_hors_sujet",
        "utter_demander_effectif",
    ]


def test_after_a_refusal_one_may_go_on_with_the_other_questions():
    personne = Personne(commune="69123")
    personne.dit("oui", "affirmer")
    assert personne.etat.entretien.poursuivre and personne.etat.question == "effectif"


def test_a_key_to_say_again_is_asked_even_when_refused():
    personne = Personne(contrat="stage", effectif=45)
    personne.presse("informer", a_modifier="effectif")
    assert personne.etat.question == "effectif"
    personne.dit("300")
    assert personne.sait["effectif"] == 300
    assert personne.etat.entretien.a_modifier is None and personne.etat.question is None


def test_no_eligible_outcome_left_ends_the_questions():
    personne = Personne()
    personne.dit("un stage à Oyonnax")
    assert personne.etat.question is None


def test_a_name_from_before_a_merger_is_taken_and_said():
    personne = Personne(question_ouverte("commune"))
    personne.dit("à Château-Gontier")
    assert personne.sait["commune"]["nom"] == "Château-Gontier-sur-Mayenne"
    assert personne.valeurs("utter_ancienne_commune") == {
        "ancienne": "Château-Gontier",
        "actuelle": "Château-Gontier-sur-Mayenne (53)",
    }


def test_the_commune_of_a_group_is_asked_and_chosen_by_its_name():
    personne = Personne(question_ouverte("commune"))
    personne.dit("dans le Grand Chalon")
    assert personne.etat.question == "commune_choix"
    groupe = personne.etat.entretien.groupe
    assert groupe is not None and groupe["nature"] == "epci"
    assert len(personne.etat.entretien.possibles) == groupe["communes"] == 51
    personne.dit("Saint-Rémy")
    assert personne.sait["commune"]["code"] == "71475"
    assert personne.etat.entretien.groupe is None and personne.etat.entretien.possibles == ()


def test_a_whole_conversation_is_played_without_rasa():
    personne = Personne()
    personne.arrive()
    personne.dit("à quelles aides j'ai droit", "demander_aides")
    reponses = {
        "commune": "Oyonnax",
        "effectif": "45",
        "contrat": "CDD",
        "date_debut": "1er septembre 2021",
        "duree_mois": "18",
        "niveau_obtenu": "master",
        "date_diplome": "juin 2021",
        "date_conclusion": "le 20 juin",
    }
    verdict = []
    while personne.etat.question:
        verdict = personne.dites if reponses.keys() == {"date_conclusion"} else verdict
        personne.dit(reponses.pop(personne.etat.question))
    assert reponses == {} and verdict[0] == "utter_verdict_eligible"
    assert personne.sait["date_conclusion"] == "2021-06-20"
    assert personne.dites[0] == "utter_verdict_autres"
    assert personne.etat.verdict is not None and personne.etat.verdict["statut"] == "eligible"
