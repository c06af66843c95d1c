"""A request for a person: three answers, an agreement; the state never holds what was said."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import Personne
from vte.conversation import AbandonnerDemande, Effet, EnvoyerDemande, Message, NoterDemande
from vte.conversation.textes import Textes

REPONSES = {
    "nom": "Marie Dupont",
    "coordonnee": "mon mail : marie@exemple.fr",
    "sujet": "Mon dossier à Oyonnax",
}


def remplir(personne: Personne) -> list[Effet]:
    personne.dit("rappelez-moi", "etre_rappele")
    effets: list[Effet] = []
    while (champ := personne.etat.champ_demande) in REPONSES:
        personne.dit(REPONSES[champ])
        effets += personne.effets
    return effets


def test_three_answers_and_an_agreement_make_a_request():
    personne = Personne()
    assert remplir(personne) == [
        NoterDemande("nom", "Marie Dupont"),
        NoterDemande("coordonnee", "marie@exemple.fr"),
        NoterDemande("sujet", "Mon dossier à Oyonnax"),
    ]
    assert personne.etat.champ_demande == "accord"
    assert personne.dit("oui", "affirmer") == ["utter_demande_envoyee"]
    assert personne.effets == (EnvoyerDemande(),)
    assert personne.etat.demande is None and personne.etat.question is None


def test_the_receipt_tells_the_reference_and_the_delay_of_the_setting(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("VTE_DELAI_REPONSE", "5")
    personne = Personne()
    remplir(personne)
    personne.joue(Message("oui", "affirmer", reference="D-7K3F-9QPD"))
    assert personne.effets == (EnvoyerDemande("D-7K3F-9QPD"),)
    (recu,) = personne.paroles
    dit = Textes.du_projet().rendre(recu.reponse, recu.valeurs)
    assert "D-7K3F-9QPD" in dit and "sous 5\u00a0jours ouvrés" in dit


def test_the_delay_is_a_target_and_is_said_before_anything_is_asked():
    personne = Personne()
    personne.dit("rappelez-moi", "etre_rappele")
    dit = Textes.du_projet().rendre(personne.paroles[0].reponse, personne.paroles[0].valeurs)
    assert "vise une réponse sous 3\u00a0jours ouvrés" in dit


def test_the_state_holds_only_what_lets_the_person_recognise_it():
    personne = Personne()
    remplir(personne)
    assert personne.etat.demande == {"nom": "M. D.", "coordonnee": "m…@exemple.fr", "sujet": "21"}


def test_what_is_no_address_nor_number_is_asked_otherwise():
    personne = Personne({"question": "demande_coordonnee", "demande": {"nom": "M."}})
    dites = personne.dit("je ne veux pas dire")
    assert dites == ["utter_pas_compris_demande_coordonnee"]
    assert personne.etat.champ_demande == "coordonnee" and personne.effets == ()


@pytest.mark.parametrize(
    ("texte", "intent"),
    [("annuler", "informer"), ("laisse tomber", "hors_sujet"), ("non merci", "nier")],
)
def test_giving_up_forgets_everything(texte: str, intent: str):
    personne = Personne()
    remplir(personne)
    assert personne.dit(texte, intent) == ["utter_demande_annulee"]
    assert personne.effets == (AbandonnerDemande(),) and personne.etat.demande is None


@pytest.mark.parametrize("intent", ["nier", "annuler", "recommencer", "faq", "dossier"])
@pytest.mark.parametrize(
    "texte",
    [
        "un dossier quintessentiel",
        "mon contrat a été annulé, que deviennent les aides ?",
        "j'attends un retour de Bpifrance",
        "combien je touche, et quand ?",
    ],
)
def test_the_subject_is_kept_whatever_it_resembles(texte: str, intent: str):
    personne = Personne({"question": "demande_sujet", "demande": {"nom": "M.", "coordonnee": "0"}})
    personne.dit(texte, intent)
    assert personne.effets == (NoterDemande("sujet", texte),)


@pytest.mark.parametrize("texte", ["non merci", "finalement, annulez ma demande", "Stop !"])
def test_the_subject_itself_may_give_up(texte: str):
    personne = Personne({"question": "demande_sujet", "demande": {"nom": "M.", "coordonnee": "0"}})
    assert personne.dit(texte, "informer") == ["utter_demande_annulee"]


def test_erasing_is_heard_meanwhile_but_may_be_the_subject():
    personne = Personne({"question": "demande_nom", "demande": {}})
    assert personne.dit("supprimez mes données", "effacer") == ["utter_confirmer_effacement"]
    assert personne.presse("effacer", certain=True) == ["utter_efface"]
    sujet = Personne({"question": "demande_sujet", "demande": {"nom": "M.", "coordonnee": "…"}})
    sujet.dit("supprimer mes données", "effacer")
    assert sujet.etat.champ_demande == "accord"


def test_a_question_meanwhile_is_answered():
    personne = Personne({"question": "demande_nom", "demande": {}})
    assert personne.dit("que faites-vous de mes données ?", "faq", "faq/donnees") == [
        "utter_faq/donnees",
        "utter_demander_demande_nom",
    ]


def test_the_recruitment_goes_on_once_the_request_is_sent():
    personne = Personne(effectif=45, commune="01283")
    remplir(personne)
    personne.presse("etre_rappele", accord=True)
    assert personne.dites == ["utter_demande_envoyee", "utter_demander_contrat"]


@pytest.mark.parametrize(
    ("dit", "nom"),
    [
        ("moi c'est Karim", "Karim"),
        ("Mme Durand", "Mme Durand"),
        ("je m'appelle Léa Martin.", "Léa Martin"),
        ("jean-marc de la tour", "jean-marc de la tour"),
        ("O'Brien", "O'Brien"),
    ],
)
def test_a_name_is_kept_without_what_announces_it(dit: str, nom: str):
    personne = Personne()
    personne.dit("rappelez-moi", "etre_rappele")
    personne.dit(dit)
    assert personne.effets == (NoterDemande("nom", nom),)


@pytest.mark.parametrize(
    "dit",
    [
        "pourquoi vs voulez mon nom",
        "jai pas dmail on peut mappeler ?",
        "c'est obligé ?",
        "vous me rappelez quand",
        "je préfère pas le dire",
    ],
)
def test_a_sentence_is_no_name_and_says_why_one_is_asked(dit: str):
    personne = Personne()
    personne.dit("rappelez-moi", "etre_rappele")
    assert personne.dit(dit, "hors_sujet") == ["utter_pas_compris_demande_nom"]
    assert personne.effets == () and personne.etat.champ_demande == "nom"


@pytest.mark.parametrize(
    "dit",
    [
        "annule ma demande",
        "ma demande de rappel elle est annulé ou pas",
        "D-7K3F-9QPD annule",
        "ma demande D-7K3F-9QPD existe encore ?",
    ],
)
def test_a_request_that_was_sent_is_said_to_be_with_the_team_and_changes_no_fact(dit: str):
    personne = Personne(contrat="cdi")
    remplir(personne)
    personne.dit("oui", "affirmer")
    assert "utter_demande_partie" in personne.dit(dit, "annuler")
    assert personne.etat.entretien.faits["contrat"] == "cdi" and personne.etat.demande is None


def test_right_after_it_is_sent_annule_is_of_the_request():
    personne = Personne(contrat="cdi")
    remplir(personne)
    personne.dit("oui", "affirmer")
    assert "utter_demande_partie" in personne.dit("non annule", "annuler")


@pytest.mark.parametrize("mot", ["33344466", "98763746", "D-accord"])
def test_eight_signs_without_the_prefix_are_no_reference(mot: str):
    assert "utter_demande_partie" not in Personne().dit(f"on est à {mot}", "informer")


def test_an_application_for_the_aid_is_no_request_of_ours():
    assert "utter_demande_partie" not in Personne().dit("annuler ma demande d'aide ?", "faq")


@pytest.mark.parametrize("oui", ["oui", "ouiii", "vazy", "tkt oui", "d'accord"])
def test_yes_takes_the_offer_of_being_called_back(oui: str):
    personne = Personne(commune="01283")
    assert "utter_parler_a_quelqu_un" in personne.dit("un humain", "parler_a_quelqu_un")
    assert "utter_demander_demande_nom" in personne.dit(oui, "nlu_fallback")
