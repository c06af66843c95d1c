"""Which facts are taken, which are asked back, and which are left: the rules after the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.lecture.candidats import A_VENIR, Candidat
from vte.lecture.decision import Juge, Seuils, decider

CLES = ("profil", "effectif", "taille", "contrat", "duree_mois", "date_debut", "date_diplome")
SEUILS = Seuils(dict.fromkeys((*CLES, "commune"), 0.7), dict.fromkeys((*CLES, "commune"), 0.4))


def un(
    nature: str, debut: int, valeurs: Mapping[str, Any], forme: str = "", **roles: float
) -> Juge:
    """A candidate of two characters, and what the model gives each of its roles."""
    return Juge(Candidat(nature, debut, debut + 2, valeurs, forme), roles)


def nombre(debut: int, valeur: int, p: float) -> Juge:
    return un("nombre", debut, {"effectif": valeur}, effectif=p)


def faits(*juges: Juge, profil: Mapping[str, float] | None = None) -> dict[str, Any]:
    return {m.cle: m.valeur for m in decider(juges, profil or {}, SEUILS).faits}


def doutes(*juges: Juge) -> list[str]:
    return [m.cle for m in decider(juges, {}, SEUILS).doutes]


def test_a_sure_value_is_a_fact_a_likely_one_is_asked_and_the_rest_is_left():
    assert faits(nombre(0, 45, 0.9)) == {"effectif": 45}
    assert (faits(nombre(0, 45, 0.5)), doutes(nombre(0, 45, 0.5))) == ({}, ["effectif"])
    assert (faits(nombre(0, 45, 0.2)), doutes(nombre(0, 45, 0.2))) == ({}, [])


def test_of_two_values_of_one_key_the_likelier_is_taken():
    assert faits(nombre(0, 45, 0.75), nombre(9, 60, 0.9)) == {"effectif": 60}


def test_a_value_said_twice_is_surer_than_once():
    once, twice = nombre(0, 45, 0.5), nombre(9, 45, 0.5)
    assert faits(once) == {} and faits(once, twice) == {"effectif": 45}


def test_one_candidate_has_one_role():
    jour = un(
        "date",
        0,
        {"date_debut": "2021-09-01", "date_diplome": "2020-09-01"},
        date_debut=0.8,
        date_diplome=0.75,
    )
    assert faits(jour) == {"date_debut": "2021-09-01"}


def test_the_date_of_a_diploma_still_to_come_is_the_diplomas_date():
    jour = un("date", 0, {A_VENIR: "2021-09-01"}, **{A_VENIR: 0.9})
    assert faits(jour) == {"date_diplome": "2021-09-01"}


def test_two_readings_of_the_same_words_are_not_both_taken():
    mois = un("date", 0, {"date_debut": "2021-09-01"}, date_debut=0.9)
    assert faits(mois, nombre(0, 7, 0.8)) == {"date_debut": "2021-09-01"}


def test_the_length_of_a_span_stands_beside_its_first_day():
    jour = un("date", 0, {"date_debut": "2021-09-01"}, date_debut=0.9)
    longueur = un("duree", 0, {"duree_mois": 12}, "periode", duree_mois=0.9)
    assert faits(jour, longueur) == {"date_debut": "2021-09-01", "duree_mois": 12}


def test_a_size_yields_to_a_head_count_and_a_length_to_a_permanent_contract():
    pme = un("taille", 5, {"taille": "pme"}, taille=0.9)
    cdi = un("contrat", 10, {"contrat": "cdi"}, contrat=0.9)
    duree = un("duree", 15, {"duree_mois": 12}, duree_mois=0.9)
    assert faits(nombre(0, 45, 0.9), pme, cdi, duree) == {"effectif": 45, "contrat": "cdi"}


def test_a_place_that_several_communes_bear_is_chosen_and_is_no_fact():
    lieu = un("lieu", 0, {"commune": ["93066", "97411"]}, commune=0.9)
    decision = decider([lieu], {}, SEUILS)
    assert decision.faits == () and decision.lieu is lieu.candidat


def test_a_place_that_is_likely_is_asked_when_one_has_to_choose_anyway():
    plusieurs = {"commune": ["93066", "97411"]}
    assert decider([un("lieu", 0, plusieurs, commune=0.5)], {}, SEUILS).lieu is not None
    assert decider([un("lieu", 0, plusieurs, commune=0.2)], {}, SEUILS).lieu is None


def test_who_writes_is_taken_when_sure_and_never_asked_back():
    assert faits(profil={"entreprise": 0.9, "candidat": 0.05}) == {"profil": "entreprise"}
    decision = decider([], {"entreprise": 0.5, "candidat": 0.3}, SEUILS)
    assert decision.faits == () == decision.doutes


def test_doubts_are_asked_the_likeliest_first():
    contrat = un("contrat", 5, {"contrat": "cdi"}, contrat=0.6)
    assert doutes(nombre(0, 45, 0.5), contrat) == ["contrat", "effectif"]


def test_a_place_to_choose_is_offered_to_who_was_asked_for_the_commune_though_it_is_unlikely():
    groupe = un("lieu", 0, {"commune": ["01354", "01173"]}, "groupe", commune=0.1)
    assert decider([groupe], {}, SEUILS, "commune").lieu is groupe.candidat
    assert decider([groupe], {}, SEUILS).lieu is None
