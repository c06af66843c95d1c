"""Several recruitments in one message: one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.vte.conversation.personne import Personne, lue
from vte.conversation import depuis_slots

ESPACE = "\u00a0"
VIERZON = {"code": "18279", "nom": "Vierzon", "departement": "18"}
BOURGES = {"code": "18033", "nom": "Bourges", "departement": "18"}
PREMIER = {"commune": VIERZON, "contrat": "alternance"}
SECOND = {"commune": BOURGES, "contrat": "cdi"}
PHRASE = "2 alternants à Vierzon et un CDI à Bourges, on est 6000"
VERDICT = "utter_verdict_non_eligible"


def annonce_deux(*recrutements: dict[str, Any], **communs: Any) -> Personne:
    personne = Personne()
    recrutements = recrutements or (PREMIER, SECOND)
    faits = {**recrutements[0], **communs}
    personne.dit(PHRASE, lecture=replace(lue(**faits), recrutements=recrutements))
    return personne


def apres_le_premier() -> Personne:
    """The first is refused, too large a company; what would tell other aids is not known."""
    personne = annonce_deux(profil="entreprise", effectif=6000)
    assert VERDICT in personne.dites
    while personne.etat.question:
        personne.dit("je ne sais pas", "ne_sait_pas", lecture=lue())
    return personne


def test_the_first_is_taken_the_others_wait_and_it_is_said():
    personne = annonce_deux()
    assert personne.sait == PREMIER and personne.etat.suivants == (SECOND,)
    assert personne.dites == ["utter_recrutements", "utter_note", "utter_demander_effectif"]
    assert personne.textes[0] == (
        f"Vous parlez de deux recrutements{ESPACE}: voyons d'abord celui de Vierzon"
        " (contrat en alternance)."
    )


@pytest.mark.parametrize(
    ("premier", "nomme"),
    [
        ({"commune": VIERZON | {"nom": "Le Creusot"}}, "celui du Creusot."),
        ({"contrat": "cdi", "duree_mois": None}, "le premier (CDI)."),
        ({}, "le premier."),
    ],
)
def test_the_first_is_named_by_what_is_known_of_it(premier: dict[str, Any], nomme: str):
    connus = {cle: v for cle, v in premier.items() if v is not None}
    assert annonce_deux(connus, SECOND).textes[0].endswith(f"d'abord {nomme}")


def test_one_recruitment_alone_is_not_said_to_be_several():
    personne = annonce_deux(PREMIER)
    assert "utter_recrutements" not in personne.dites and personne.etat.suivants == ()


def test_the_next_is_offered_once_the_verdict_of_the_first_is_said():
    personne = apres_le_premier()
    assert personne.dites[-1] == "utter_recrutement_suivant"
    assert personne.textes[-1].endswith(f"suivant{ESPACE}: Bourges (18), CDI.")
    assert "Recrutement suivant" in personne.boutons


def test_the_next_begins_with_what_the_company_has_in_common():
    personne = apres_le_premier()
    personne.choisit("Recrutement suivant")
    assert personne.sait == SECOND | {"profil": "entreprise", "effectif": 6000, "taille": "grande"}
    assert personne.dites[:3] == ["utter_recrutement_pris", "utter_recrutement_communs", VERDICT]
    assert personne.textes[1] == (
        f"Je garde ce qui concerne l'entreprise{ESPACE}: 6{ESPACE}000{ESPACE}personnes."
    )
    assert personne.etat.suivants == () and "utter_recrutement_suivant" not in personne.dites


@pytest.mark.parametrize(
    ("texte", "intent"),
    [
        ("suivant", "nlu_fallback"),
        ("le deuxième", "informer"),
        ("et l'autre ?", "comparer"),
        ("au suivant", "affirmer"),
        ("passons à l'autre recrutement", "recommencer"),
        ("ok, on passe au suivant", "affirmer"),
        ("Recrutement suivant", "informer"),
    ],
)
def test_the_next_may_be_asked_for_in_words(texte: str, intent: str):
    personne = apres_le_premier()
    assert personne.dit(texte, intent, lecture=lue())[0] == "utter_recrutement_pris"
    assert personne.sait["commune"] == BOURGES


def test_next_while_a_question_is_open_is_no_recruitment_unless_it_says_so():
    personne = annonce_deux()
    personne.dit("suivant", "ne_sait_pas", lecture=lue())
    assert personne.etat.suivants == (SECOND,)
    personne.dit("le recrutement suivant", "informer", lecture=lue())
    assert personne.sait["commune"] == BOURGES


def test_next_when_none_waits_is_a_message_like_another():
    personne = Personne(commune="01283")
    assert personne.dit("suivant", "nlu_fallback", lecture=lue()) == ["utter_ask_rephrase"]


def test_a_button_pressed_again_skips_no_recruitment():
    trois = ({"contrat": "stage"}, {"contrat": "vie"}, {"contrat": "cdi"})
    personne = annonce_deux(*trois)
    bouton = personne.boutons["Recrutement suivant"]
    assert bouton == '/informer{"suivant":2}'
    personne.presse("informer", suivant=2)
    assert personne.sait == {"contrat": "vie"} and len(personne.etat.suivants) == 1
    assert personne.presse("informer", suivant=2)[0] == "utter_choix_perime"
    assert personne.sait == {"contrat": "vie"}


def test_what_the_next_says_of_its_own_company_is_not_the_first_s():
    personne = annonce_deux({"contrat": "stage"}, {"contrat": "cdi", "taille": "pme"}, effectif=300)
    personne.choisit("Recrutement suivant")
    assert personne.sait == {"contrat": "cdi", "taille": "pme"}
    assert "utter_recrutement_communs" not in personne.dites


def test_what_the_next_contradicts_is_asked_back():
    double = {"contrat": "apprentissage", "niveau_obtenu": 3, "niveau_prepare": 3}
    personne = annonce_deux({"contrat": "stage"}, double)
    personne.choisit("Recrutement suivant")
    assert personne.etat.doute == {"niveau_obtenu": 3}


def test_they_wait_with_the_state_and_are_forgotten_with_the_rest():
    personne = annonce_deux()
    assert depuis_slots(personne.etat.en_slots()) == personne.etat
    personne.dit("on recommence", "recommencer", lecture=lue())
    assert personne.etat.suivants == ()
