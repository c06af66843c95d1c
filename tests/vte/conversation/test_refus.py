"""A refusal that rests on one fact: the fact is named, and a button says it again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne
from vte.conversation.refus import _JUGE, cle_du_refus
from vte.dossier import LES_CLES, question_de
from vte.regles import courant, evaluer

ESPACE = "\u00a0"
TITRE_MAX = 20


def refuse(**change: Any) -> Personne:
    personne = Personne(**ELIGIBLE | change)
    personne.dit("alors ?", "demander_aides")
    return personne


@pytest.mark.parametrize(
    ("change", "fait", "titre"),
    [
        ({"commune": "69123"}, "parce que le poste est à Lyon (69)", "Changer la commune"),
        ({"effectif": 6000}, "l'entreprise compte 6 000 personnes", "Changer l'effectif"),
        (
            {"effectif": None, "taille": "grande"},
            "l'entreprise est une grande entreprise",
            "Changer l'effectif",
        ),
        ({"contrat": "stage"}, "le contrat prévu est un stage", "Changer le contrat"),
        ({"duree_mois": 8}, "le contrat dure 8 mois", "Changer la durée"),
        ({"niveau_obtenu": 0}, "le niveau déjà obtenu est le bac", "Changer le diplôme"),
        (
            {"date_debut": "2026-12-01", "date_diplome": "2026-06-01"},
            "parce que le contrat commence le 1er décembre 2026",
            "Changer la date",
        ),
        (
            {"contrat": "apprentissage", "niveau_obtenu": 2, "niveau_prepare": 2},
            "le diplôme préparé est un bac+2 (BTS, DUT)",
            "Changer le diplôme",
        ),
    ],
)
def test_the_one_fact_that_refuses_is_named_and_may_be_changed(
    change: dict[str, Any], fait: str, titre: str
):
    personne = refuse(**change)
    assert fait in personne.textes[0].replace(ESPACE, " ")
    assert "réponse indicative" in personne.textes[0].replace(ESPACE, " ")
    assert list(personne.boutons) == [titre] and len(titre) <= TITRE_MAX


def test_the_button_asks_for_the_fact_again_and_the_answer_is_judged():
    personne = refuse(commune="69123")
    assert personne.choisit("Changer la commune") == ["utter_demander_commune"]
    personne.dit("Oyonnax")
    assert personne.dites[1] == "utter_verdict_eligible"


def test_several_reasons_name_no_fact_and_offer_no_button():
    personne = refuse(commune="69123", duree_mois=8)
    assert "parce que" not in personne.textes[0] and personne.boutons == {}


def test_a_diploma_too_old_rests_on_two_dates_and_offers_no_button():
    personne = refuse(date_diplome="2018-06-01")
    assert "la date du diplôme" in personne.textes[0] and "parce que" not in personne.textes[0]
    assert personne.boutons == {}


def test_what_is_no_refusal_rests_on_no_fact():
    personne = refuse()
    assert personne.boutons == {} and cle_du_refus(evaluer(personne.etat.entretien.dossier)) is None


def test_a_refusal_is_said_in_full_once_and_said_to_hold_after():
    personne = refuse(commune="69123")
    assert personne.dit("un CDD de 18 mois") == ["utter_verdict_inchange"]
    assert personne.dit("on est 45") == ["utter_verdict_inchange_encore"]


def test_each_criterion_of_one_key_is_known_and_can_be_said_and_asked():
    dossier = Personne(**ELIGIBLE | {"contrat": "apprentissage"}).etat.entretien.dossier
    criteres = {c.id for d in (dossier, dossier.avec(contrat="cdd")) for c in evaluer(d).criteres}
    assert criteres - set(_JUGE) == {"anciennete_diplome"} and courant()
    for cles in _JUGE.values():
        assert all(LES_CLES[c].constat and question_de(c) for c in cles)
