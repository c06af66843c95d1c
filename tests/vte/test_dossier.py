from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vte.fabriques import OYONNAX, cdd
from vte.dossier import depuis_json
from vte.erreurs import DossierInvalide
from vte.territoires import ouvrir


def lire(brut: Any) -> dict[str, Any]:
    return depuis_json(brut, ouvrir().commune).en_json()


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
