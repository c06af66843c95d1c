"""Questions about the VTE: what they mean for what is known, topics that are close, no facts."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import Message
from vte.lecture import lire


def ask(personne: Personne, texte: str, sujet: str) -> str:
    personne.dit(texte, "faq", sujet)
    return "\n".join(personne.textes)


@pytest.mark.parametrize(
    ("texte", "reponse"),
    [
        ("Roanne, c'est dans un territoire ?", "utter_commune_rempli"),
        ("est-ce que Lyon en fait partie ?", "utter_commune_non_rempli"),
    ],
)
def test_whether_a_town_is_in_a_territory_gets_a_yes_or_a_no(texte: str, reponse: str):
    personne = Personne()
    ask(personne, texte, "faq/ma_commune")
    assert personne.dites[0] == reponse


def test_a_town_that_is_only_asked_about_is_not_taken_for_that_of_the_post():
    personne = Personne(**ELIGIBLE)
    dit = ask(personne, "et Roanne, c'est dedans ?", "faq/ma_commune")
    assert "Roanne" in dit and personne.sait["commune"]["nom"] == "Oyonnax"
    assert not any(d.startswith("utter_doute") for d in personne.dites)


def test_without_a_town_one_is_asked_for():
    personne = Personne()
    ask(personne, "ma ville en fait-elle partie ?", "faq/ma_commune")
    assert personne.dites[0] == "utter_faq/ma_commune"


def test_an_answer_says_first_what_it_means_for_the_known_facts():
    personne = Personne(contrat="cdd", duree_mois=18)
    dit = ask(personne, "il faut combien de temps ?", "faq/duree")
    assert personne.dites[:2] == ["utter_votre_cas", "utter_faq/duree"]
    assert "18" in dit.splitlines()[0]


def test_nothing_is_said_of_facts_that_are_not_known():
    personne = Personne(effectif=45)
    ask(personne, "il faut combien de temps ?", "faq/duree")
    assert "utter_votre_cas" not in personne.dites


def test_two_topics_that_are_close_are_both_offered():
    personne = Personne()
    hesite = ("faq/pieces", "faq/demarche")
    personne.joue(Message("quels papiers ?", "faq", lue(), sujet=hesite[0], hesite=hesite))
    assert personne.dites == ["utter_deux_sujets"]
    assert [b.title for p in personne.paroles for b in p.boutons] == [
        "Les pièces à fournir",
        "La demande",
    ]


@pytest.mark.parametrize("question", [None, "effectif"])
def test_nothing_of_a_message_out_of_the_subject_is_a_fact(question: str | None):
    personne = Personne({"question": question} if question else None)
    texte = "mon père de 60 ans est au chômage à Oyonnax, quelles allocations ?"
    personne.dit(texte, "hors_sujet", lecture=lire(texte, question))
    assert personne.sait == {} and personne.etat.doute is None


@pytest.mark.parametrize(
    ("texte", "langue"),
    [
        ("Could you tell me whether a British company may apply?", "en"),
        ("¿Dónde puedo encontrar el formulario de solicitud?", "es"),
        ("Wo finde ich das Formular für meinen Antrag?", "de"),
        ("Dove posso trovare il modulo della domanda?", "it"),
        ("أين أجد استمارة الطلب من فضلكم", "ar"),
    ],
)
def test_a_foreign_message_gets_one_sentence_in_its_language(texte: str, langue: str):
    personne = Personne()
    personne.dit(texte, "hors_sujet", lecture=lue())
    assert personne.dites == [f"utter_langue_{langue}"]


def test_another_recruitment_keeps_the_company_and_forgets_the_rest():
    personne = Personne(**ELIGIBLE)
    personne.dit("alors ?", "demander_aides")
    personne.dit("j'ai un autre poste à voir", "autre_poste", lecture=lue())
    assert personne.sait == {"effectif": 45, "taille": "pme"}
    assert personne.dites[0] == "utter_autre_poste" and personne.etat.question == "commune"


def test_another_recruitment_begins_with_what_the_message_says_of_it():
    personne = Personne(**ELIGIBLE)
    lecture = lue(contrat="apprentissage", commune="49099")
    personne.dit("maintenant une alternante à Cholet", "autre_poste", lecture=lecture)
    assert personne.sait["contrat"] == "apprentissage"
    assert personne.sait["commune"]["nom"] == "Cholet"


def test_another_recruitment_of_which_the_rest_is_the_same_keeps_what_it_does_not_say_anew():
    personne = Personne(**{**ELIGIBLE, "commune": "75056"})
    texte = "y a un 2e poste à Vierzon, le reste change pas"
    personne.dit(texte, "autre_poste", lecture=lue(commune="18279"))
    assert personne.sait["commune"]["nom"] == "Vierzon" and personne.etat.doute is None
    assert {c: v for c, v in personne.sait.items() if c in ELIGIBLE and c != "commune"} == {
        c: v for c, v in ELIGIBLE.items() if c != "commune"
    }


@pytest.mark.parametrize("texte", ["c'est non, c'est ça ?", "ça ne passe pas non plus, donc ?"])
def test_a_no_that_asks_to_be_told_again_is_told_why(texte: str):
    personne = Personne(**{**ELIGIBLE, "commune": "75056"})
    personne.dit("alors ?", "demander_aides")
    assert personne.dit(texte, "nier", lecture=lue()) == ["utter_pourquoi"]


def test_no_to_a_trial_of_what_is_refused_is_no_question_why():
    personne = Personne(**{**ELIGIBLE, "commune": "75056"})
    personne.dit("alors ?", "demander_aides")
    personne.dit("et si c'était à Oyonnax ?", "comparer", lecture=lue(commune="01283"))
    assert personne.dit("non laissez comme avant", "nier", lecture=lue()) == ["utter_nier"]


def test_no_to_a_trial_changes_nothing_and_the_question_comes_back():
    personne = Personne({"question": "effectif"}, commune="01283", contrat="cdd")
    personne.dit("et si c'était à Bordeaux ?", "comparer", lecture=lue(commune="33063"))
    texte = "non non, c'est toujours à Oyonnax, c'était théorique"
    dites = personne.dit(texte, "nier", lecture=lue(commune="01283"))
    assert dites == ["utter_nier", "utter_demander_effectif"]


@pytest.mark.parametrize("intent", ["patienter", "revenir_plus_tard", "arreter"])
def test_a_pause_leaves_the_question_open_and_does_not_put_it_again(intent: str):
    personne = Personne({"question": "effectif"})
    assert personne.dit("une minute", intent, lecture=lue()) == [f"utter_{intent}"]
    assert personne.etat.question == "effectif"


def test_going_back_asks_the_last_answer_again():
    personne = Personne({"question": "commune"})
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    personne.dit("retour", "revenir", lecture=lue())
    assert personne.etat.question == "commune"


def test_simpler_gives_the_first_sentence_of_the_last_answer():
    personne = Personne()
    ask(personne, "comment se compte l'effectif ?", "faq/effectif")
    personne.dit("plus simple", "simplifier", lecture=lue())
    assert personne.dites == ["utter_en_un_mot"]
    assert personne.valeurs("utter_en_un_mot")["phrase"].count(".") == 1


def test_more_is_said_where_there_is_more():
    personne = Personne()
    ask(personne, "le vte vert ?", "faq/vte_vert")
    assert personne.dit("dites-m'en plus", "en_savoir_plus", lecture=lue()) == [
        "utter_plus_vte_vert"
    ]
