"""« Annule » : the last change is undone, once."""

from __future__ import annotations

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import depuis_slots


def cancel(personne: Personne) -> list[str]:
    return personne.dit("annule", "annuler", lecture=lue())


def test_the_last_change_is_undone_and_what_is_known_is_said():
    personne = Personne(effectif=45, taille="pme")
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    assert "commune" in personne.sait
    assert cancel(personne)[0] == "utter_annule"
    assert "commune" not in personne.sait and personne.sait["effectif"] == 45


def test_a_new_start_is_undone_too():
    personne = Personne(**ELIGIBLE)
    personne.dit("alors ?", "demander_aides")
    personne.dit("on recommence", "recommencer")
    assert personne.sait == {}
    cancel(personne)
    assert personne.sait["commune"]["nom"] == "Oyonnax" and personne.etat.annonce


def test_what_was_passed_in_between_changes_nothing():
    personne = Personne(effectif=45, taille="pme")
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    personne.dit("merci", "remercier", lecture=lue())
    cancel(personne)
    assert "commune" not in personne.sait


def test_there_is_one_step_back_and_no_more():
    personne = Personne(effectif=45, taille="pme")
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    cancel(personne)
    assert cancel(personne)[0] == "utter_rien_a_annuler"


def test_a_value_in_doubt_is_dropped_before_anything_is_undone():
    personne = Personne(effectif=45, taille="pme")
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    personne.dit("un CDD, je crois", lecture=lue({"contrat": "cdd"}))
    assert personne.dites[-1] == "utter_doute_contrat"
    assert cancel(personne)[0] == "utter_doute_ecarte"
    assert "commune" in personne.sait


def test_it_stands_in_the_state():
    personne = Personne()
    personne.dit("à Oyonnax", lecture=lue(commune="01283"))
    assert depuis_slots(personne.etat.en_slots()) == personne.etat
