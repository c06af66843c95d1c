"""The state stands in Rasa's slots: the keys of the dossier, and one slot for all the rest."""

from __future__ import annotations

from tests.vte.conversation.personne import Personne, lue
from vte.conversation import SLOT, Etat, contexte, depuis_slots
from vte.conversation.etat import SLOT_DITE
from vte.dossier import CLES


def test_the_slots_keep_a_conversation_whole():
    personne = Personne(effectif=45, contrat="stage")
    personne.dit("un poste à Saint-Denis")
    personne.presse("informer", poursuivre=True)
    personne.dit("je ne sais pas", "ne_sait_pas")
    etat = personne.etat
    assert etat.entretien.passees and etat.annonce and etat.verdict
    assert depuis_slots(etat.en_slots()) == etat


def test_there_is_one_slot_a_key_one_for_all_the_rest_and_one_for_the_last_reply():
    assert set(Etat().en_slots()) == {*CLES, SLOT, SLOT_DITE}


def test_nothing_is_written_of_a_conversation_that_has_not_begun():
    assert not any(Etat().en_slots().values())


def test_the_next_reading_is_told_the_open_question_and_its_choices():
    personne = Personne()
    personne.dit("un poste à Saint-Denis, on est 45")
    su = contexte(personne.etat.en_slots())
    assert su["question"] == "commune_choix" and len(su["possibles"]) == 4
    assert su["derniere"] == "effectif"
    assert contexte({}) == {}


def test_the_next_reading_is_told_that_a_change_to_try_is_awaited():
    personne = Personne(effectif=45)
    personne.dit("et si ?", "comparer", lecture=lue())
    assert contexte(personne.etat.en_slots())["suppose"] is True


def test_an_answer_to_the_request_for_a_person_says_which_secret_it_holds():
    """After an hour the session is over, and its question forgotten: the message still tells."""
    assert contexte({SLOT: {"question": "demande_nom", "derniere": "effectif"}}) == {
        "secret": "demande_nom"
    }
