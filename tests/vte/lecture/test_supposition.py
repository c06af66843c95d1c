"""« Et si… » : what is supposed is no fact, and is read as if it were stated, to be tried."""

from __future__ import annotations

from typing import Any

import pytest

from vte.lecture import Lecture, lire
from vte.lecture.supposition import enoncer


@pytest.mark.parametrize(
    ("texte", "enonce"),
    [
        ("et si on était 300 ?", "on est 300 ."),
        ("imaginons que le contrat durait 6 mois", "le contrat dure 6 mois"),
        ("ok, et avec un BTS ?", "avec un BTS ."),
        ("dans l'hypothèse où elle aurait un master", "elle a un master"),
        ("et si c'était à Beauvais ?", "c'est à Beauvais ."),
        ("et si on était dans le Pas-de-Calais ?", "on est dans le Pas-de-Calais ."),
        ("et si elle parlait anglais ?", "elle parle anglais ."),
    ],
)
def test_what_is_supposed_is_put_in_the_present(texte: str, enonce: str):
    lu = enoncer(texte)
    assert lu is not None and " ".join(lu[0].split()) == enonce


def test_each_character_keeps_its_place():
    texte = "bon, et si elle préparait un master ?"
    lu = enoncer(texte)
    assert lu is not None and lu[1] + lu[0].index("master") == texte.index("master")


@pytest.mark.parametrize("texte", ["on est 45", "si je comprends bien", "et puis un CDI", ""])
def test_what_is_stated_is_supposed_by_nobody(texte: str):
    assert enoncer(texte) is None


@pytest.mark.parametrize(
    ("texte", "faits"),
    [
        ("et si c'était un CDI ?", {"contrat": "cdi"}),
        ("et si c'était 8 mois ?", {"duree_mois": 8}),
        ("et si on était 6000 ?", {"effectif": 6000}),
        ("imaginons qu'il n'ait qu'un bac+2", {"niveau_obtenu": 2}),
        ("et si le diplôme datait de 2016 ?", {"date_diplome": "2016-01-01"}),
    ],
)
def test_a_supposition_states_nothing_and_can_be_tried(texte: str, faits: dict[str, Any]):
    lecture = lire(texte)
    assert lecture.faits == {}
    assert {m.cle: m.valeur for m in lecture.supposes} == faits


def test_an_age_is_no_length_even_supposed():
    lecture = lire("et si j'embauchais quelqu'un de 45 ans en CDD de 6 mois ?")
    assert {m.cle: m.valeur for m in lecture.supposes} == {"contrat": "cdd", "duree_mois": 6}


def test_what_is_said_while_a_change_is_awaited_is_supposed():
    """« Et si… » was pressed: « à Lyon » is what to try, whatever it would state by itself."""
    communes = [m.valeur["nom"] for m in lire("à Lyon", suppose=True).supposes]
    assert communes == ["Lyon"]


def test_a_supposition_is_kept_with_its_message():
    lecture = lire("et si on était 300 ?")
    assert lecture.supposes and Lecture.depuis_json(lecture.en_json()) == lecture
