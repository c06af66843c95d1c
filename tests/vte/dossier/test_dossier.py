"""What a dossier accepts, and what a change of one fact does to the others."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vte.fabriques import OYONNAX, cdd
from vte.dossier import Dossier, bornes_d_effectif, changer, depuis_json
from vte.erreurs import DossierInvalide
from vte.territoires import ouvrir


def lire(brut: Any) -> dict[str, Any]:
    return depuis_json(brut, ouvrir().commune).en_json()


def change(avant: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    trouver = ouvrir().commune
    return changer(depuis_json(avant, trouver), changes, trouver).en_json()


def test_a_null_key_is_unknown():
    assert lire({"effectif": None}) == {}


def test_a_bare_insee_code_becomes_a_commune():
    assert lire({"commune": OYONNAX})["commune"] == {
        "code": "01283",
        "nom": "Oyonnax",
        "departement": "01",
    }


def test_a_former_code_leads_to_the_current_commune():
    # Arbent's neighbour Veyziat merged with Oyonnax in 1973.
    assert lire({"commune": "01440"})["commune"]["nom"] == "Oyonnax"


@pytest.mark.parametrize(
    ("effectif", "taille"),
    [(0, "pme"), (249, "pme"), (250, "eti"), (4999, "eti"), (5000, "grande")],
)
def test_the_size_follows_from_the_headcount(effectif: int, taille: str):
    assert lire({"effectif": effectif})["taille"] == taille


def test_a_cdi_has_no_length():
    assert "duree_mois" not in lire({"contrat": "cdi", "duree_mois": 12})


@pytest.mark.parametrize(
    ("brut", "champ"),
    [
        ({"ville": "Oyonnax"}, "ville"),
        ({"effectif": True}, "effectif"),
        ({"effectif": "45"}, "effectif"),
        ({"effectif": 45.0}, "effectif"),
        ({"effectif": -1}, "effectif"),
        ({"effectif": 10_000_001}, "effectif"),
        ({"duree_mois": 601}, "duree_mois"),
        ({"niveau_obtenu": 9}, "niveau_obtenu"),
        ({"niveau_prepare": -2}, "niveau_prepare"),
        ({"date_debut": "2021-02-30"}, "date_debut"),
        ({"date_debut": "1949-12-31"}, "date_debut"),
        ({"date_diplome": "2101-01-01"}, "date_diplome"),
        ({"date_diplome": "20210601"}, "date_diplome"),
        ({"contrat": "CDI"}, "contrat"),
        ({"profil": "autre"}, "profil"),
        ({"commune": "99999"}, "commune"),
        ({"commune": 1283}, "commune"),
        ({"taille": "pme", "effectif": 300}, "taille"),
        ([], None),
    ],
)
def test_a_dossier_that_breaks_the_contract_names_the_field(brut: Any, champ: str | None):
    with pytest.raises(DossierInvalide) as erreur:
        lire(brut)
    assert erreur.value.champ == champ


@given(
    st.dictionaries(
        st.text(max_size=12),
        st.one_of(st.none(), st.integers(), st.text(), st.booleans(), st.floats()),
    )
)
def test_anything_else_is_a_typed_error_never_a_crash(brut: dict[str, Any]):
    with contextlib.suppress(DossierInvalide):
        lire(brut)


def test_a_dossier_survives_the_trip_through_json():
    assert lire(lire(cdd())) == lire(cdd())


def test_a_new_headcount_brings_its_size():
    assert change({"effectif": 45}, {"effectif": 300}) == {"effectif": 300, "taille": "eti"}
    assert change({"taille": "grande"}, {"effectif": 45}) == {"effectif": 45, "taille": "pme"}


def test_a_new_size_forgets_the_headcount_that_it_contradicts_and_no_other():
    assert change({"effectif": 45}, {"taille": "eti"}) == {"taille": "eti"}
    assert change({"effectif": 45}, {"taille": "pme"}) == {"effectif": 45, "taille": "pme"}


def test_what_is_changed_at_once_is_not_forgotten():
    assert change({"effectif": 45}, {"taille": "eti", "effectif": 300})["effectif"] == 300
    suite = change({"contrat": "cdi"}, {"contrat": "cdd", "duree_mois": 12})
    assert suite == {"contrat": "cdd", "duree_mois": 12}


def test_a_change_to_nothing_makes_a_fact_unknown():
    assert change({"contrat": "cdd", "duree_mois": 12}, {"duree_mois": None}) == {"contrat": "cdd"}


def test_a_change_of_an_unknown_key_is_refused_by_name():
    with pytest.raises(DossierInvalide) as erreur:
        change({}, {"ville": "Oyonnax"})
    assert erreur.value.champ == "ville"


def test_the_headcount_is_bounded_by_what_is_known_of_it():
    assert bornes_d_effectif(Dossier(effectif=45, taille="pme")) == (45, 45)
    assert bornes_d_effectif(Dossier(taille="eti")) == (250, 4999)
    assert bornes_d_effectif(Dossier()) == (0, 10_000_000)
