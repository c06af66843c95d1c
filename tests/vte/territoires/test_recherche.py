from __future__ import annotations

from pathlib import Path

import pytest

from vte.communes import recherche
from vte.erreurs import BaseAbsente
from vte.lecture import lire
from vte.territoires import ouvrir


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Oyonnax", "01283"),
        ("oyonnax", "01283"),
        ("oyonax", "01283"),
        ("01100 Oyonnax", "01283"),
        ("01283", "01283"),
        ("St Etienne (42)", "42218"),
        ("la roche sur yon", "85191"),
        ("Chalon s/ Saône", "71076"),
        ("Valence (26)", "26362"),
        ("L'Isle-d'Abeau", "38193"),
        ("paris 13e", "75056"),
    ],
)
def test_a_place_is_found_however_it_is_written(texte: str, code: str):
    trouvee = recherche().chercher(texte).certaine
    assert trouvee is not None and trouvee.code == code


@pytest.mark.parametrize("texte", ["Saint-Denis", "Valence", "Saint Martin"])
def test_homonyms_are_never_chosen_silently(texte: str):
    trouvaille = recherche().chercher(texte)
    assert trouvaille.ambigu and len(trouvaille.resultats) > 1


@pytest.mark.parametrize("texte", ["", "zzzz", "à la campagne", "99999", "de la"])
def test_nothing_is_invented(texte: str):
    assert recherche().chercher(texte).resultats == ()


def test_the_whole_country_is_in_the_base():
    assert len(ouvrir().communes) == 34_969


def test_oyonnax_belongs_to_its_territory():
    resultat = recherche().chercher("Oyonnax").resultats[0]
    assert resultat.territoire is not None and resultat.territoire.liste == "2020-10"


def test_only_carros_of_nice_metropole_is_in():
    carros, nice = (recherche().chercher(n).resultats[0] for n in ("Carros", "Nice"))
    assert carros.territoire and not nice.territoire


def test_typing_suggests_the_commune():
    assert recherche().suggestions("oyon")[0].nom == "Oyonnax"


def test_a_base_that_was_not_built_says_so_and_creates_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_BASE_URL", f"sqlite:///{tmp_path / 'absente.sqlite'}")
    with pytest.raises(BaseAbsente, match="make setup"):
        ouvrir()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("phrase", ["il est en master à Nantes", "je suis en BTS à Lyon"])
def test_where_one_studies_is_not_where_the_post_is(phrase: str):
    assert lire(phrase).lieu is None
