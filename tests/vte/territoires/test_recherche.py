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


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("quim", "29232"),
        ("issoud", "36088"),
        ("vierz", "18279"),
        ("mazam", "81163"),
        ("Oyonn", "01283"),
        ("la roche sur", "85191"),
        ("st jean", "31488"),
        ("Nogent", "94052"),
    ],
)
def test_a_name_cut_short_or_too_short_is_asked(texte: str, code: str):
    trouvaille = recherche().chercher(texte)
    assert trouvaille.ambigu and code in [r.code for r in trouvaille.resultats]


@pytest.mark.parametrize(("texte", "code"), [("montargi", "45208"), ("nante", "44109")])
def test_one_letter_that_is_missing_is_a_typing_error(texte: str, code: str):
    trouvee = recherche().chercher(texte).certaine
    assert trouvee is not None and trouvee.code == code


def test_what_people_call_a_part_of_a_commune_or_several_is_known():
    cap, plaine, marne = (
        recherche().chercher(n) for n in ("Cap Ferret", "La Plaine Saint Denis", "Marne la Vallée")
    )
    assert cap.certaine and cap.certaine.nom == "Lège-Cap-Ferret" and not cap.certaine.ancien_nom
    assert plaine.certaine and plaine.certaine.code == "93066"
    assert marne.ambigu and "77083" in [r.code for r in marne.resultats]


def test_a_suggestion_says_which_old_commune_it_is_for():
    suggestions = {r.nom: r for r in recherche().suggestions("quim")}
    assert suggestions["Quimper"].ancien_nom is None
    assert suggestions["Pont-de-Buis-lès-Quimerch"].ancien_nom == "Quimerch"


@pytest.mark.parametrize("phrase", ["il est en master à Nantes", "je suis en BTS à Lyon"])
def test_where_one_studies_is_not_where_the_post_is(phrase: str):
    assert lire(phrase).lieu is None
